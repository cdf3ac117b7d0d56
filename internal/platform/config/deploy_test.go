package config_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/echo-chat/echo/internal/platform/config"
)

// What the files for operators set are settings.
func TestDeploy_NamesSettingsThatExist(t *testing.T) {
	t.Parallel()
	_, settings, _, err := config.Load(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"ECHO_CONFIG": true, "ECHO_IMAGE": true} // the second is compose's own
	for _, s := range settings {
		known[s.Env] = true
	}
	name := regexp.MustCompile(`\bECHO_[A-Z_]+\b`)
	own := regexp.MustCompile(`^ECHO_(TEST|CLUSTER)_`) // of tests and of scripts
	for _, path := range []string{
		"deploy/compose/compose.yaml", "deploy/compose/env.example", "deploy/docker/Dockerfile", "deploy/nginx/echo.conf.template",
		"scripts/cluster", "docs/operations.md",
	} {
		text, err := os.ReadFile("../../../" + path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range name.FindAllString(string(text), -1) {
			if !known[found] && !own.MatchString(found) && found != "ECHO_LIMIT_" {
				t.Errorf("%s: %s is not a setting", path, found)
			}
		}
	}
}
