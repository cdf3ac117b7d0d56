package arch_test

import "slices"

// rule is something that holds everywhere in the tree.
type rule struct {
	name  string
	check func(t *tree) (faults []string)
}

// rules are those of the repository; docs/architecture.md explains them.
var rules = []rule{
	{"packages import only what stands left of them", checkLayers},
	{"the kernel imports the standard library only", checkKernel},
	{"the gateway knows neither SQL nor the outbox", forbidImports("internal/service/gateway",
		module+"/internal/platform/sqldb", module+"/internal/platform/outbox")},
	{"socketio is a library of its own", checkSocketIO},
	{"SQL drivers are imported by sqldb only", confineImports(sqlDrivers, "internal/platform/sqldb")},
	{"engines are chosen by app only", confineImports(engines, "internal/app", "test")},
	{"what serves tests is imported by tests only", checkTestPackages},
	{"the environment is read by config only", confineCalls("os", []string{"Getenv", "LookupEnv"},
		"internal/platform/config", socketIO+"/testserver")},
	{"the environment is handed to config only", confineCalls("os", []string{"Environ"}, "internal/platform/config", "cmd")},
	{"the time is asked of kernel/clock", confineCalls("time", []string{"Now", "Since", "Until"},
		"internal/kernel/clock", socketIO)},
	{"loggers are handed over, never global", confineCalls("log/slog", globalLogger)},
	{"nothing happens on import", checkInit},
	{"package names say what is inside", checkNames},
	{"every package says what it is for", checkDocs},
	{"a file of more than 400 lines is two things", checkLength},
}

const socketIO = "internal/platform/socketio"

// layers says who may import whom: a layer imports itself and what stands before it. Layers in one
// list are neighbours that do not know each other.
var layers = [][]string{
	{"internal/kernel"},
	{"internal/platform"},
	{"internal/service/user"},
	{"internal/service/workspace"},
	{"internal/service/message"},
	{"internal/service/notification", "internal/service/ai"},
	{"internal/service/gateway"},
	{"web"},
	{"internal/app"},
	{"cmd"},
	{"test"},
}

// outside are folders that are in no layer: they import nothing of Echo, and nothing of Echo imports them.
var outside = []string{"internal/arch"}

// sqlDrivers leave out database/sql/driver, by whose interface the kernel's ids are stored.
var sqlDrivers = []string{"database/sql", "github.com/jackc/pgx/...", "modernc.org/sqlite/..."}

// engines are the packages that replace an in-process part by a technology.
var engines = []string{
	module + "/internal/platform/bus/rabbit/...",
	module + "/internal/platform/bus/redisstream/...",
	module + "/internal/platform/kv/redis/...",
	module + "/internal/platform/socketio/redisadapter/...",
	module + "/internal/platform/blob/s3/...",
}

var globalLogger = []string{
	"Default", "SetDefault", "With", "Log", "LogAttrs",
	"Debug", "Info", "Warn", "Error", "DebugContext", "InfoContext", "WarnContext", "ErrorContext",
}

var emptyNames = []string{"pkg", "util", "utils", "common", "model", "models", "type", "types", "helper", "helpers", "misc"}

const maxLines = 400

// layerOf returns a folder's place in layers, and which of the neighbours there it belongs to.
func layerOf(dir string) (rank, neighbour int, ok bool) {
	for rank, neighbours := range layers {
		if n := slices.IndexFunc(neighbours, func(root string) bool { return under(dir, root) }); n >= 0 {
			return rank, n, true
		}
	}
	return 0, 0, false
}
