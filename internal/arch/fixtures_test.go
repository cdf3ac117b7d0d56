package arch_test

import "strings"

// fixture is a tree that keeps a rule, and files each of which breaks it.
type fixture struct {
	good, bad map[string]string
}

// file is a Go file that imports the paths.
func file(imports ...string) string {
	return "package p\n\nimport (\n\t\"" + strings.Join(imports, "\"\n\t\"") + "\"\n)\n"
}

// using is a Go file that imports a package and has a function with that body.
func using(pkg, body string) string {
	return file(pkg) + "\nfunc f() { " + body + " }\n"
}

const (
	platform = module + "/internal/platform"
	service  = module + "/internal/service"
)

// fixtures are by the name of the rule.
var fixtures = map[string]fixture{
	"packages import only what stands left of them": {
		good: map[string]string{
			"internal/platform/bus/bus.go":           file(module + "/internal/kernel/id"),
			"internal/service/message/m.go":          file(service+"/workspace", service+"/user", platform+"/bus"),
			"internal/service/gateway/realtime/r.go": file(service + "/gateway"),
			"internal/app/a.go":                      file(service+"/gateway", module+"/web", "example.org/any"),
			"test/e2e/e.go":                          file(module + "/internal/app"),
		},
		bad: map[string]string{
			"internal/kernel/id/i.go":            file(platform + "/bus"),
			"internal/platform/bus/b.go":         file(service + "/user"),
			"internal/platform/bus/b_test.go":    file(module + "/internal/app"),
			"internal/service/user/u.go":         file(service + "/workspace"),
			"internal/service/workspace/w.go":    file(service + "/message"),
			"internal/service/message/m.go":      file(service + "/notification"),
			"internal/service/ai/a.go":           file(service + "/notification"),
			"internal/service/notification/n.go": file(service + "/gateway"),
			"internal/service/gateway/g.go":      file(module + "/web"),
			"internal/app/a.go":                  file(module + "/test/e2e"),
			"internal/arch/a_test.go":            file(module + "/internal/app"),
			"cmd/echod/main.go":                  file(module + "/internal/arch"),
			"internal/elsewhere/e.go":            file("fmt"),
		},
	},
	"the kernel imports the standard library only": {
		good: map[string]string{
			"internal/kernel/page/p.go":      file("encoding/json", module+"/internal/kernel/errs"),
			"internal/kernel/page/p_test.go": file("pgregory.net/rapid"),
		},
		bad: map[string]string{"internal/kernel/id/i.go": file("github.com/google/uuid")},
	},
	"the gateway knows neither SQL nor the outbox": {
		good: map[string]string{
			"internal/service/gateway/g.go":      file(service + "/message"),
			"internal/service/gateway/g_test.go": file(platform + "/sqldb"),
		},
		bad: map[string]string{
			"internal/service/gateway/g.go":          file(platform + "/sqldb"),
			"internal/service/gateway/realtime/r.go": file(platform + "/outbox"),
		},
	},
	"socketio is a library of its own": {
		good: map[string]string{
			"internal/platform/socketio/s.go":                   file(platform+"/socketio/engineio", "net/http"),
			"internal/platform/socketio/engineio/e.go":          file("golang.org/x/sys/unix"),
			"internal/platform/socketio/redisadapter/r.go":      file("github.com/redis/go-redis/v9", platform+"/socketio"),
			"internal/platform/socketio/redisadapter/r_test.go": file(platform + "/socketio/redistest"),
		},
		bad: map[string]string{
			"internal/platform/socketio/s.go":               file(module + "/internal/kernel/clock"),
			"internal/platform/socketio/engineio/e_test.go": file(platform + "/obs"),
			"internal/platform/socketio/adapter.go":         file("github.com/redis/go-redis/v9"),
			"internal/platform/socketio/websocket/w.go":     file("golang.org/x/net/websocket"),
		},
	},
	"SQL drivers are imported by sqldb only": {
		good: map[string]string{
			"internal/platform/sqldb/s.go": file("database/sql", "modernc.org/sqlite/lib", "github.com/jackc/pgx/v5/stdlib"),
			"internal/kernel/id/id.go":     file("database/sql/driver"),
		},
		bad: map[string]string{
			"internal/app/a.go":                  file("modernc.org/sqlite"),
			"internal/service/user/u_test.go":    file("database/sql"),
			"internal/platform/sqldbtest/s.go":   file("github.com/jackc/pgx/v5"),
			"internal/platform/outbox/outbox.go": file("github.com/jackc/pgx/v5/pgconn"),
		},
	},
	"engines are chosen by app only": {
		good: map[string]string{
			"internal/app/a.go":                         file(platform+"/bus/rabbit", platform+"/blob/s3"),
			"internal/platform/bus/rabbit/r_test.go":    file(platform + "/bus/rabbit"),
			"internal/platform/kv/redis/scripts/lua.go": file("embed"),
		},
		bad: map[string]string{
			"internal/service/user/u.go":  file(platform + "/kv/redis"),
			"internal/platform/bus/b.go":  file(platform + "/bus/redisstream"),
			"cmd/echod/main.go":           file(platform + "/blob/s3"),
			"internal/service/gateway.go": file(platform + "/bus/rabbit"),
		},
	},
	"what serves tests is imported by tests only": {
		good: map[string]string{
			"internal/service/user/u_test.go":    file(platform + "/sqldbtest"),
			"internal/platform/bus/bustest/b.go": file(platform + "/sqldbtest"),
		},
		bad: map[string]string{"internal/service/user/u.go": file(platform + "/sqldbtest")},
	},
	"the environment is read by config only": {
		good: map[string]string{
			"internal/platform/config/c.go":    using("os", `os.Getenv("A")`),
			"internal/service/user/u_test.go":  using("os", `os.Getenv("A")`),
			"internal/platform/sqldbtest/s.go": using("os", `os.LookupEnv("A")`),
			"internal/service/user/u.go":       using("os", `os.Stat("A")`),
		},
		bad: map[string]string{
			"internal/service/user/u.go": using("os", `os.Getenv("A")`),
			"cmd/echod/main.go":          using("os", `os.LookupEnv("A")`),
		},
	},
	"the environment is handed to config only": {
		good: map[string]string{"cmd/echod/main.go": using("os", "os.Environ()")},
		bad:  map[string]string{"internal/app/a.go": using("os", "os.Environ()")},
	},
	"the time is asked of kernel/clock": {
		good: map[string]string{
			"internal/kernel/clock/c.go":               using("time", "time.Now()"),
			"internal/platform/socketio/engineio/e.go": using("time", "time.Since(t)"),
			"internal/service/user/u_test.go":          using("time", "time.Now()"),
			"internal/service/user/u.go":               using("time", "time.NewTimer(1)"),
		},
		bad: map[string]string{
			"internal/service/user/u.go":  using("time", "time.Now()"),
			"internal/platform/obs/o.go":  "package p\n\nimport clock \"time\"\n\nvar now = clock.Now\n",
			"internal/app/a.go":           using("time", "time.Until(t)"),
			"internal/service/message.go": using("time", "time.Since(t)"),
		},
	},
	"loggers are handed over, never global": {
		good: map[string]string{"internal/app/a.go": using("log/slog", "slog.New(nil); slog.String(a, b); log.Info(a)")},
		bad: map[string]string{
			"internal/app/a.go":          using("log/slog", "slog.Default()"),
			"internal/service/user/u.go": using("log/slog", "slog.InfoContext(ctx, text)"),
		},
	},
	"nothing happens on import": {
		good: map[string]string{"internal/app/a.go": "package app\n\ntype t struct{}\n\nfunc (t) init() {}\n"},
		bad:  map[string]string{"internal/app/a.go": "package app\n\nfunc init() {}\n"},
	},
	"package names say what is inside": {
		good: map[string]string{"internal/kernel/errs/e.go": "package errs\n"},
		bad: map[string]string{
			"internal/utils/u.go":         "package strings\n",
			"internal/service/user/u.go":  "package models\n",
			"pkg/echo/e.go":               "package echo\n",
			"internal/common/clock/c.go":  "package clock\n",
			"internal/helpers/h_test.go":  "package h_test\n",
			"internal/service/types/t.go": "package types\n",
		},
	},
	"every package says what it is for": {
		good: map[string]string{
			"internal/app/a.go":    "// Package app wires.\npackage app\n",
			"internal/app/b.go":    "package app\n",
			"cmd/echod/main.go":    "// Echod serves.\npackage main\n",
			"test/server/main.go":  "// Command server serves.\npackage main\n",
			"test/e2e/e_test.go":   "// Package e2e tests all.\npackage e2e_test\n",
			"test/e2e/two_test.go": "package e2e_test\n",
		},
		bad: map[string]string{
			"internal/app/a.go": "package app\n",
			"internal/app/b.go": "// A page of code.\npackage app\n",
			"cmd/echod/main.go": "package main\n",
			"internal/app/c.go": "// Package app is not joined to its comment.\n\npackage app\n",
		},
	},
	"a file of more than 400 lines is two things": {
		good: map[string]string{
			"internal/app/a.go":      "package app\n" + strings.Repeat("\n", maxLines-1),
			"internal/app/b.go":      "// Code generated by a tool. DO NOT EDIT.\n\npackage app\n" + strings.Repeat("\n", maxLines),
			"web/src/api/api.gen.ts": "// Generated from api/openapi.yaml.\n" + strings.Repeat("\n", maxLines),
			"web/dist/assets/a.ts":   strings.Repeat("\n", 2*maxLines),
		},
		bad: map[string]string{
			"internal/app/a.go":      "package app\n" + strings.Repeat("\n", maxLines),
			"internal/app/a_test.go": "package app\n" + strings.Repeat("\n", maxLines),
			"web/src/app/App.tsx":    strings.Repeat("\n", maxLines+1),
			"web/src/lib/time.ts":    strings.Repeat("\n", maxLines+1),
		},
	},
}
