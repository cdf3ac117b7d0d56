package config

import (
	"fmt"
	"slices"
	"strings"
)

// The roles: which services run in a process.
const (
	RoleUser         = "user"
	RoleWorkspace    = "workspace"
	RoleMessage      = "message"
	RoleNotification = "notification"
	RoleGateway      = "gateway"
)

// role says what a service needs when it runs apart.
type role struct {
	name   string
	port   string   // where it listens when it is the only one
	needs  []string // the services that it asks, and is of no use without
	asks   []string // and those that it asks, and mostly works without
	secret bool     // it signs or reads tokens
}

// roles are in the order of who asks whom: a service asks only those before it.
var roles = []role{
	{name: RoleUser, port: "8001", secret: true},
	{name: RoleWorkspace, port: "8002", asks: []string{RoleUser}, secret: true},
	{name: RoleMessage, port: "8003", needs: []string{RoleUser, RoleWorkspace}},
	{name: RoleNotification, port: "8005", secret: true},
	{name: RoleGateway, port: "8004", needs: []string{RoleUser, RoleWorkspace, RoleMessage}, asks: []string{RoleNotification}, secret: true},
}

// Has tells whether a service runs in this process.
func (c Config) Has(name string) bool { return len(c.Roles) == 0 || slices.Contains(c.Roles, name) }

// Apart tells whether some services run in other processes.
func (c Config) Apart() bool {
	return slices.ContainsFunc(roles, func(r role) bool { return !c.Has(r.name) })
}

// Needs tells whether this process is of no use without a service that runs elsewhere.
func (c Config) Needs(name string) bool {
	return c.uses(name, func(r role) []string { return r.needs })
}

// Asks tells whether this process asks a service that runs elsewhere.
func (c Config) Asks(name string) bool {
	return c.Needs(name) || c.uses(name, func(r role) []string { return r.asks })
}

func (c Config) uses(name string, used func(role) []string) bool {
	return !c.Has(name) && slices.ContainsFunc(roles, func(r role) bool { return c.Has(r.name) && slices.Contains(used(r), name) })
}

// URLs returns where a service runs, if it does so elsewhere.
func (c Config) URLs(name string) []string {
	return map[string][]string{
		RoleUser: c.UserURL, RoleWorkspace: c.WorkspaceURL, RoleMessage: c.MessageURL, RoleNotification: c.NotificationURL,
	}[name]
}

// secrets are those that must be hard to guess, by name.
func (c Config) secrets() map[string]string {
	return map[string]string{
		"ECHO_SECRET": c.Secret, "ECHO_SERVICE_SECRET": c.ServiceSecret, "ECHO_SERVICE_SECRET_PREVIOUS": c.ServiceSecretPrevious,
	}
}

func (c Config) defaultListen() string {
	if len(c.Roles) == 1 {
		for _, r := range roles {
			if r.name == c.Roles[0] {
				return ":" + r.port
			}
		}
	}
	return ":8080"
}

// checkRoles finds what a process lacks that runs apart from others.
func (c Config) checkRoles() []error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.name
	}
	for _, name := range c.Roles {
		if !slices.Contains(names, name) {
			fault("ECHO_ROLES: %q is not one of %s", name, strings.Join(names, ", "))
		}
	}
	for _, r := range roles {
		for _, text := range c.URLs(r.name) {
			if err := checkOrigin(text); err != nil {
				fault("%s: %q %w", urlSetting(r.name), text, err)
			}
		}
		if c.Asks(r.name) && len(c.URLs(r.name)) == 0 {
			fault("%s: this process needs to know where the %s service is", urlSetting(r.name), r.name)
		}
	}
	if c.ServiceSecretPrevious != "" && c.ServiceSecret == "" {
		fault("ECHO_SERVICE_SECRET_PREVIOUS: needs the one that follows it, as ECHO_SERVICE_SECRET")
	}
	if c.Apart() {
		faults = append(faults, c.checkApart()...)
	}
	return faults
}

// checkApart is about what all processes of one Echo must share.
func (c Config) checkApart() []error {
	var faults []error
	fault := func(when bool, text string) {
		if when {
			faults = append(faults, fmt.Errorf("%s", text))
		}
	}
	needsSecret := slices.ContainsFunc(roles, func(r role) bool { return r.secret && c.Has(r.name) })
	fault(c.Secret == "" && (needsSecret || c.ServiceSecret == ""), "ECHO_SECRET: services in different processes need the same one")
	fault(c.BusURL == "", "ECHO_BUS_URL: services in different processes hear of each other by RabbitMQ or Redis Streams")
	fault(c.PublicURL == "" && c.Has(RoleNotification) && !c.Has(RoleGateway), "ECHO_PUBLIC_URL: mails need to know where the gateway is")
	fault(c.Demo, "ECHO_DEMO: demo data is made by a process that has all services: echod migrate --demo")
	return faults
}

func urlSetting(name string) string { return "ECHO_" + strings.ToUpper(name) + "_URL" }
