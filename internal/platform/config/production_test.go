package config_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/config"
)

const random = "f3b1c09d7e52468aa1d4e6f7089b2c35d6e4f1a2"

func production(settings ...string) error {
	_, _, _, err := config.Load(nil, append([]string{
		"ECHO_ENV=production", "ECHO_PUBLIC_URL=https://chat.example.org", "ECHO_DATA_DIR=/var/lib/echo",
	}, settings...))
	return err
}

func TestLoad_ProductionTakesGoodSettings(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string][]string{
		"next to nothing": nil,
		"everything": {
			"ECHO_SECRET=" + random, "ECHO_METRICS_TOKEN=" + strings.ToUpper(random), "ECHO_TRUSTED_PROXIES=10.0.0.0/8,fd00::/8",
			"ECHO_ALLOWED_ORIGINS=https://app.example.org", "ECHO_DATABASE_URL=postgres://echo:" + random + "@db.example.org/?sslmode=verify-full",
			"ECHO_SMTP_URL=smtps://mail.example.org", "ECHO_MAIL_FROM=echo@example.org",
		},
		"servers on the same machine": {
			"ECHO_DATABASE_URL=postgres://echo:" + random + "@127.0.0.1/?sslmode=disable",
			"ECHO_SMTP_URL=smtp://localhost:25?tls=none", "ECHO_MAIL_FROM=echo@example.org",
		},
		"what is allowed": {
			"ECHO_ALLOW=plain-database,plain-mail,no-limits", "ECHO_DATABASE_URL=postgres://echo:" + random + "@db/?sslmode=disable",
			"ECHO_SMTP_URL=smtp://mail:25?tls=none", "ECHO_MAIL_FROM=echo@example.org", "ECHO_LIMIT_USER=off",
		},
	} {
		if err := production(settings...); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLoad_ProductionRefusesWeakSettings names each fault by itself, and all at once.
func TestLoad_ProductionRefusesWeakSettings(t *testing.T) {
	t.Parallel()
	faults := []struct{ setting, text string }{
		{"ECHO_DEMO=true", "ECHO_DEMO"},
		{"ECHO_LOG_LEVEL=debug", "ECHO_LOG_LEVEL"},
		{"ECHO_PUBLIC_URL=", "ECHO_PUBLIC_URL: production needs"},
		{"ECHO_PUBLIC_URL=http://chat.example.org", "ECHO_PUBLIC_URL: production needs"},
		{"ECHO_PUBLIC_URL=https://localhost", "ECHO_PUBLIC_URL: nobody else"},
		{"ECHO_PUBLIC_URL=https://127.0.0.1:8443", "ECHO_PUBLIC_URL: nobody else"},
		{"ECHO_PUBLIC_URL=https://chat.example.org/echo", "ECHO_PUBLIC_URL: must have no path"},
		{"ECHO_DATA_DIR=data", "ECHO_DATA_DIR: production needs an absolute"},
		{"ECHO_DATA_DIR=/tmp/echo", "ECHO_DATA_DIR: what is there"},
		{"ECHO_SQLITE_SYNCHRONOUS=normal", "ECHO_SQLITE_SYNCHRONOUS"},
		{"ECHO_SECRET=tooshort", "ECHO_SECRET: must have"},
		{"ECHO_SECRET=" + strings.Repeat("ab1", 20), "ECHO_SECRET: too regular"},
		{"ECHO_SECRET=this-is-my-super-secret-key-for-2026!", "ECHO_SECRET: looks like an example"},
		{"ECHO_SECRET=change-me-9d7e52468aa1d4e6f7089b2c35d6", "ECHO_SECRET: looks like an example"},
		{"ECHO_SECRET=0123456789abcdef0123456789abcdefxyz", "ECHO_SECRET: looks like an example"},
		{"ECHO_SERVICE_SECRET=tooshort", "ECHO_SERVICE_SECRET: must have"},
		{"ECHO_SERVICE_SECRET=" + strings.Repeat("ab1", 20), "ECHO_SERVICE_SECRET: too regular"},
		{"ECHO_SERVICE_SECRET=change-me-9d7e52468aa1d4e6f7089b2c35d6", "ECHO_SERVICE_SECRET: looks like an example"},
		{"ECHO_METRICS_TOKEN=prometheus", "ECHO_METRICS_TOKEN: must have"},
		{"ECHO_ALLOWED_ORIGINS=*", "ECHO_ALLOWED_ORIGINS"},
		{"ECHO_ALLOWED_ORIGINS=null", "ECHO_ALLOWED_ORIGINS"},
		{"ECHO_ALLOWED_ORIGINS=https://*.example.org", "ECHO_ALLOWED_ORIGINS"},
		{"ECHO_ALLOWED_ORIGINS=http://app.example.org", "ECHO_ALLOWED_ORIGINS"},
		{"ECHO_TRUSTED_PROXIES=0.0.0.0/0", "ECHO_TRUSTED_PROXIES: 0.0.0.0/0"},
		{"ECHO_TRUSTED_PROXIES=::/0", "ECHO_TRUSTED_PROXIES: ::/0"},
		{"ECHO_DATABASE_URL=postgres://postgres:postgres@db.example.org/?sslmode=require", "ECHO_DATABASE_URL: the password"},
		{"ECHO_DATABASE_URL=postgres://guest:guest@db.example.org/?sslmode=require", "ECHO_DATABASE_URL: the password"},
		{"ECHO_REDIS_URL=redis://:" + random + "@redis.example.org", "ECHO_REDIS_URL: messages pass"},
		{"ECHO_DATABASE_URL=postgres://db.example.org/?sslmode=require", "ECHO_DATABASE_URL: the password"},
		{"ECHO_DATABASE_URL=postgres://echo:" + random + "@db.example.org/?sslmode=disable", "ECHO_DATABASE_URL: needs sslmode"},
		{"ECHO_DATABASE_URL=postgres://echo:" + random + "@db.example.org/", "ECHO_DATABASE_URL: needs sslmode"},
		{"ECHO_SMTP_URL=smtp://mail.example.org?tls=none", "ECHO_SMTP_URL"},
		{"ECHO_SMTP_URL=smtp://mail.example.org", "ECHO_MAIL_FROM"},
		{"ECHO_PPROF_LISTEN=0.0.0.0:6060", "ECHO_PPROF_LISTEN"},
		{"ECHO_DRAIN_TIMEOUT=0s", "ECHO_DRAIN_TIMEOUT"},
		{"ECHO_EVENT_RETENTION=1h", "ECHO_EVENT_RETENTION"},
		{"ECHO_LIMIT_ANONYMOUS=off", "ECHO_LIMIT_"},
		{"ECHO_LIMIT_AUTH=off", "ECHO_LIMIT_"},
		{"ECHO_LISTEN=:0", "ECHO_LISTEN"},
		{"ECHO_ALLOW=everything", "ECHO_ALLOW"},
	}
	last := map[string]string{} // of each setting, and what must be said of it
	for _, f := range faults {
		if err := production(f.setting); err == nil || !strings.Contains(err.Error(), f.text) {
			t.Errorf("%s: %v", f.setting, err)
		}
		name, _, _ := strings.Cut(f.setting, "=")
		last[name] = f.text
	}
	var all []string
	for _, f := range faults {
		all = append(all, f.setting) // of one name, the last counts
	}
	err := production(all...)
	for name, text := range last {
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("all at once says nothing of %s: %v", name, err)
		}
	}
	if err := production("ECHO_SECRET="+random, "ECHO_METRICS_TOKEN="+random); err == nil || !strings.Contains(err.Error(), "must not be the secret") {
		t.Errorf("the secret as a token: %v", err)
	}
	if err := production("ECHO_SECRET="+random, "ECHO_SERVICE_SECRET="+random); err == nil || !strings.Contains(err.Error(), "must not be ECHO_SECRET") {
		t.Errorf("one secret for two purposes: %v", err)
	}
	t.Logf("%d weak settings", len(faults)+2)
}
