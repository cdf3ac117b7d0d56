package echotest

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// roles of a cluster, each with how many instances there are.
var clusterRoles = []struct {
	name string
	n    int
}{{"user", 1}, {"workspace", 1}, {"message", 2}, {"notification", 1}, {"gateway", 2}}

// pagesOfTests lets link previews look at pages that a test serves.
const pagesOfTests = "ECHO_FETCH_ALLOW=127.0.0.1/32"

// plan is a cluster that is not running yet: an address for each instance, and the settings that all share.
type plan struct {
	addrs map[string][]string
	env   []string
	alone bool // it is one process, which has all roles
}

// newPlan takes the settings that say where the databases and brokers are.
func newPlan(env ...string) (*plan, error) {
	p := &plan{addrs: map[string][]string{}}
	for _, role := range clusterRoles {
		if err := p.reserve(role.name, role.n); err != nil {
			return nil, err
		}
	}
	p.set(env)
	for _, role := range []string{"user", "workspace", "message", "notification"} {
		p.env = append(p.env, "ECHO_"+strings.ToUpper(role)+"_URL=http://"+strings.Join(p.addrs[role], ",http://"))
	}
	return p, nil
}

// newProcess is newPlan for one process.
func newProcess(env ...string) (*plan, error) {
	p := &plan{addrs: map[string][]string{}, alone: true}
	if err := p.reserve("gateway", 1); err != nil {
		return nil, err
	}
	p.set(env)
	return p, nil
}

func (p *plan) reserve(role string, instances int) error {
	for range instances {
		addr, err := freeAddress()
		if err != nil {
			return err
		}
		p.addrs[role] = append(p.addrs[role], addr)
	}
	return nil
}

func (p *plan) set(env []string) {
	p.env = append([]string{
		"PATH=" + os.Getenv("PATH"), "ECHO_SECRET=" + id.New[id.Event]().String(), "ECHO_LOG_LEVEL=warn",
		"ECHO_LIMIT_ANONYMOUS=off", "ECHO_LIMIT_AUTH=off", "ECHO_LIMIT_USER=off",
		"ECHO_PUBLIC_URL=http://" + p.addrs["gateway"][0], "ECHO_OPERATORS=" + operator, pagesOfTests,
	}, env...)
}

func (p *plan) environ(role, addr, dir string) []string {
	env := append(slices.Clone(p.env), "ECHO_LISTEN="+addr, "ECHO_DATA_DIR="+dir)
	if p.alone {
		return env
	}
	return append(env, "ECHO_ROLES="+role)
}

// Cluster is Echo as separate processes: two gateways and two message services, one each of the others.
type Cluster struct {
	*Server // as people see it: they call one gateway, and open sockets at the other

	Roles map[string][]*Server
}

// StartCluster starts a cluster of a test's own, on what env names.
func StartCluster(t testing.TB, env ...string) *Cluster {
	t.Helper()
	p, err := newPlan(env...)
	if err != nil {
		t.Fatal(err)
	}
	c := &Cluster{Server: p.view(t), Roles: map[string][]*Server{}}
	c.suffix = ""
	var all []*Server
	for role, addrs := range p.addrs {
		for _, addr := range addrs {
			s := Prepare(t)
			s.addr, s.URL, s.Live = addr, "http://"+addr, "http://"+addr
			s.env = p.environ(role, addr, s.DataDir)
			c.Roles[role] = append(c.Roles[role], s)
			all = append(all, s)
		}
	}
	c.parts = all
	c.Restart()
	return c
}

// view is the cluster as a test sees it that shares it with others.
func (p *plan) view(t testing.TB) *Server {
	gateways := p.addrs["gateway"]
	unique := id.New[id.Event]().String()
	return &Server{
		t: t, env: append(slices.Clone(p.env), "ECHO_DATA_DIR="+os.TempDir()), addr: gateways[0],
		URL: "http://" + gateways[0], Live: "http://" + gateways[len(gateways)-1], suffix: "-" + unique[len(unique)-6:],
	}
}

// Beside starts one more process with a cluster's settings, which env changes, and does not wait for it.
func (s *Server) Beside(t testing.TB, role string, env ...string) *Server {
	t.Helper()
	other := Prepare(t)
	other.env = append(append(slices.Clone(s.env), other.env...), append(env, "ECHO_ROLES="+role)...)
	other.Launch()
	return other
}

// Instances returns where the instances of a service of a cluster are.
func (s *Server) Instances(role string) []string {
	if role == "gateway" {
		return []string{s.URL, s.Live}
	}
	return strings.Split(s.setting("ECHO_"+strings.ToUpper(role)+"_URL"), ",")
}

// shared is a server, or a cluster, that the tests of a process share. It ends with the process, however that ends.
type shared struct {
	once sync.Once
	plan *plan
	err  error
	hold []io.Closer
	logs []*logText
}

// start starts it when it is first asked for.
func (c *shared) start(t testing.TB, on Shape) *Server {
	t.Helper()
	c.once.Do(func() {
		program, settings, plan := echod(t), on.settings(t), newProcess
		if on.apart {
			plan = newPlan
		}
		if c.plan, c.err = plan(settings...); c.err == nil {
			c.err = c.launch(program)
		}
	})
	if c.err != nil {
		t.Fatalf("a server that tests share: %v", c.err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			for _, l := range c.logs {
				t.Logf("warnings of a service:\n%s", l)
			}
		}
	})
	return c.plan.view(t)
}

// keeper runs a program until its standard input, which this process holds open, ends.
const keeper = `"$1" serve & echod=$!; read -r end; kill -KILL "$echod"; rm -rf "$2"`

func (c *shared) launch(program string) error {
	for role, addrs := range c.plan.addrs {
		for _, addr := range addrs {
			dir, err := os.MkdirTemp("", "echo-"+role+"-")
			if err != nil {
				return err
			}
			l := &logText{}
			cmd := exec.Command("sh", "-c", keeper, "sh", program, dir)
			cmd.Env, cmd.Stderr, cmd.Stdout = c.plan.environ(role, addr, filepath.Join(dir, "data")), l, io.Discard
			hold, err := cmd.StdinPipe()
			if err != nil {
				return err
			}
			if err := cmd.Start(); err != nil {
				return err
			}
			c.hold, c.logs = append(c.hold, hold), append(c.logs, l)
		}
	}
	for role, addrs := range c.plan.addrs {
		for _, addr := range addrs {
			if err := waitReady(addr); err != nil {
				texts := make([]string, len(c.logs))
				for i, l := range c.logs {
					texts[i] = l.String()
				}
				return fmt.Errorf("%s: %w\n%s", role, err, strings.Join(texts, "\n"))
			}
		}
	}
	return nil
}

// At is the same Echo by another address, a proxy's.
func (s *Server) At(url string) *Server {
	other := *s
	other.URL, other.Live = url, url
	return &other
}
