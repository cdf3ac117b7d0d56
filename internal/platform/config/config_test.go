package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/config"
)

func TestLoad_LaterSourcesWin(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "echo.conf")
	text := "# a comment\nECHO_LISTEN=:1111\nECHO_DATA_DIR = \"/file\"\nECHO_LOG_LEVEL=warn\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, settings, rest, err := config.Load(
		[]string{"--config", file, "--log-level", "error", "--demo", "more"},
		[]string{"ECHO_DATA_DIR=/env", "ECHO_LOG_LEVEL=debug", "ECHO_DRAIN_TIMEOUT=3s", "ECHO_TEST_POSTGRES_URL=ignored", "PATH=/bin"})
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Listen != ":1111" || cfg.DataDir != "/env" || cfg.LogLevel != "error" || !cfg.Demo || cfg.DrainTimeout != 3*time.Second {
		t.Errorf("%+v", cfg)
	}
	if len(rest) != 1 || rest[0] != "more" {
		t.Errorf("left over: %v", rest)
	}
	sources := map[string]string{}
	for _, s := range settings {
		sources[s.Env] = s.Source
		if s.Doc == "" {
			t.Errorf("%s is not documented", s.Env)
		}
	}
	for env, want := range map[string]string{"ECHO_LISTEN": "file", "ECHO_DATA_DIR": "environment", "ECHO_LOG_LEVEL": "flag", "ECHO_ENV": "default"} {
		if sources[env] != want {
			t.Errorf("%s comes from %s", env, sources[env])
		}
	}
}

func TestLoad_ReportsEveryFaultAtOnce(t *testing.T) {
	t.Parallel()
	faults := map[string]string{
		"ECHO_LISTEN=8080":                         "ECHO_LISTEN",
		"ECHO_LISTENN=:8080":                       "ECHO_LISTENN",
		"ECHO_ENV=staging":                         "ECHO_ENV",
		"ECHO_DATABASE_URL=mysql://x":              "ECHO_DATABASE_URL",
		"ECHO_REDIS_URL=http://x":                  "ECHO_REDIS_URL",
		"ECHO_REDIS_URL=redis://h/first":           "ECHO_REDIS_URL",
		"ECHO_SQLITE_SYNCHRONOUS=off":              "ECHO_SQLITE_SYNCHRONOUS",
		"ECHO_SECRET=short":                        "ECHO_SECRET",
		"ECHO_LOG_LEVEL=loud":                      "ECHO_LOG_LEVEL",
		"ECHO_PUBLIC_URL=chat.example.org":         "ECHO_PUBLIC_URL",
		"ECHO_ALLOWED_ORIGINS=https://a.example/x": "ECHO_ALLOWED_ORIGINS",
		"ECHO_TRUSTED_PROXIES=10.0.0.1":            "ECHO_TRUSTED_PROXIES",
		"ECHO_DRAIN_TIMEOUT=10":                    "ECHO_DRAIN_TIMEOUT",
		"ECHO_EVENT_RETENTION=1s":                  "ECHO_EVENT_RETENTION",
		"ECHO_DEMO=perhaps":                        "ECHO_DEMO",
		"ECHO_PPROF_LISTEN=0.0.0.0:6060":           "ECHO_PPROF_LISTEN",
		"ECHO_SMTP_URL=mail.example.org":           "ECHO_SMTP_URL",
		"ECHO_MAIL_FROM=Echo":                      "ECHO_MAIL_FROM",
		"ECHO_OPERATORS=maya@example.org,Maya":     "ECHO_OPERATORS",
	}
	var all []string
	for setting, named := range faults {
		_, _, _, err := config.Load(nil, []string{setting})
		if err == nil || !strings.Contains(err.Error(), named) {
			t.Errorf("%s alone: %v", setting, err)
		}
		if !strings.HasPrefix(setting, "ECHO_LISTEN=") {
			all = append(all, setting)
		}
	}
	_, _, _, err := config.Load(nil, all)
	if err == nil {
		t.Fatal("all of them at once: no fault")
	}
	for _, setting := range all {
		if named := faults[setting]; !strings.Contains(err.Error(), named) {
			t.Errorf("all at once does not mention %s", named)
		}
	}
}

func TestLoad_MailNeedsASender(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		environ []string
		fault   string
	}{
		{[]string{"ECHO_SMTP_URL=smtps://mail.example.org", "ECHO_MAIL_FROM=Echo <echo@example.org>"}, ""},
		{[]string{"ECHO_MAIL_FROM=echo@example.org"}, ""},
		{[]string{"ECHO_SMTP_URL=smtps://mail.example.org"}, "ECHO_MAIL_FROM"},
		{[]string{"ECHO_SMTP_URL=smtps://u:hunter2@mail.example.org/x", "ECHO_MAIL_FROM=echo@example.org"}, "ECHO_SMTP_URL"},
	} {
		_, _, _, err := config.Load(nil, c.environ)
		if c.fault == "" && err != nil || c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%v: %v", c.environ, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Error("the fault tells the password")
		}
	}
}

func TestLoad_NeverShowsSecrets(t *testing.T) {
	t.Parallel()
	const secret = "correct horse battery staple and more"
	_, settings, _, err := config.Load(nil, []string{"ECHO_SECRET=" + secret, "ECHO_DATABASE_URL=postgres://u:" + "hunter2@h/d", "ECHO_SMTP_URL=smtp://u:hunter2@h", "ECHO_MAIL_FROM=echo@h"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range settings {
		if strings.Contains(s.Value, secret) || strings.Contains(s.Value, "hunter2") {
			t.Errorf("%s shows %q", s.Env, s.Value)
		}
	}
}
