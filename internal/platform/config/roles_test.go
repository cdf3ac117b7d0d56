package config_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/config"
)

const bus = "ECHO_BUS_URL=amqp://echo:echo@localhost"

func TestLoad_EachRoleHasItsPort(t *testing.T) {
	t.Parallel()
	neighbours := []string{
		"ECHO_SECRET=" + random, "ECHO_PUBLIC_URL=http://localhost:8004", bus,
		"ECHO_USER_URL=http://user:8001", "ECHO_WORKSPACE_URL=http://a:8002,http://b:8002", "ECHO_MESSAGE_URL=http://message:8003",
		"ECHO_NOTIFICATION_URL=http://notification:8005",
	}
	for roles, want := range map[string]string{
		"": ":8080", "user": ":8001", "workspace": ":8002", "message": ":8003", "gateway": ":8004", "notification": ":8005", "user,workspace": ":8080",
	} {
		cfg, _, _, err := config.Load([]string{"--roles", roles}, neighbours)
		if err != nil || cfg.Listen != want {
			t.Errorf("%s listens at %s: %v", roles, cfg.Listen, err)
		}
	}
	cfg, _, _, err := config.Load([]string{"--roles", "user", "--listen", ":9"}, neighbours)
	if err != nil || cfg.Listen != ":9" {
		t.Errorf("listens at %s: %v", cfg.Listen, err)
	}
}

// What a service apart lacks is said at start, all at once.
func TestLoad_ServicesApartNeedTheirNeighbours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		roles  string
		faults []string
	}{
		{"", nil},
		{"user,workspace,message,notification,gateway", nil},
		{"user", nil},
		{"workspace", []string{"ECHO_USER_URL"}},
		{"user,workspace", nil},
		{"message", []string{"ECHO_USER_URL", "ECHO_WORKSPACE_URL"}},
		{"workspace,message", []string{"ECHO_USER_URL"}},
		{"notification", nil},
		{"gateway", []string{"ECHO_USER_URL", "ECHO_WORKSPACE_URL", "ECHO_MESSAGE_URL", "ECHO_NOTIFICATION_URL"}},
		{"gateway,message,notification", []string{"ECHO_USER_URL", "ECHO_WORKSPACE_URL"}},
		{"mail,gatway", []string{`"mail"`, `"gatway"`}},
	} {
		_, _, _, err := config.Load(nil, []string{"ECHO_ROLES=" + c.roles, "ECHO_SECRET=" + random, "ECHO_PUBLIC_URL=http://localhost:8004", bus})
		if len(c.faults) == 0 && err != nil {
			t.Errorf("%q: %v", c.roles, err)
			continue
		}
		for _, name := range c.faults {
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%q says nothing of %s: %v", c.roles, name, err)
			}
		}
		for _, name := range []string{"ECHO_USER_URL", "ECHO_WORKSPACE_URL", "ECHO_MESSAGE_URL", "ECHO_NOTIFICATION_URL"} {
			if err != nil && strings.Contains(err.Error(), name) && !strings.Contains(strings.Join(c.faults, " "), name) {
				t.Errorf("%q does not need %s: %v", c.roles, name, err)
			}
		}
	}
}

func TestLoad_ServicesApartShareASecret(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		environ []string
		fault   string
	}{
		{[]string{"ECHO_ROLES=user"}, "ECHO_SECRET"},
		{[]string{"ECHO_ROLES=user", "ECHO_SERVICE_SECRET=" + random}, "ECHO_SECRET"}, // it signs tokens
		{[]string{"ECHO_ROLES=message", "ECHO_SERVICE_SECRET=" + random, "ECHO_USER_URL=http://u", "ECHO_WORKSPACE_URL=http://w", bus}, ""},
		{[]string{"ECHO_ROLES=user", "ECHO_SECRET=" + random}, "ECHO_BUS_URL"},
		{[]string{"ECHO_ROLES=notification", "ECHO_SECRET=" + random}, "ECHO_PUBLIC_URL"},
		{[]string{"ECHO_ROLES=user", "ECHO_SECRET=" + random, "ECHO_DEMO=true"}, "ECHO_DEMO"},
		{[]string{"ECHO_SERVICE_SECRET=short"}, "ECHO_SERVICE_SECRET"},
		{[]string{"ECHO_SERVICE_SECRET_PREVIOUS=" + random}, "ECHO_SERVICE_SECRET_PREVIOUS"},
		{[]string{"ECHO_USER_URL=http://u/inner"}, "ECHO_USER_URL"},
		{[]string{"ECHO_USER_URL=user:8001"}, "ECHO_USER_URL"},
		{[]string{"ECHO_INNER_LISTEN=8001"}, "ECHO_INNER_LISTEN"},
	} {
		_, _, _, err := config.Load(nil, c.environ)
		if c.fault == "" && err != nil || c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%v: %v", c.environ, err)
		}
	}
}
