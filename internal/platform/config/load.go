package config

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/platform/kv"
)

// Setting is one field of Config with where its value came from, for "echod config".
type Setting struct {
	Env, Flag, Doc, Default string
	For                     string // the roles that use it; "" for all
	Value                   string // secrets are masked
	Source                  string // default, file, environment, flag
}

// Load reads the settings for a command: args are its flags, environ is os.Environ(). It returns what
// the flags left over. The error lists every fault.
func Load(args, environ []string) (Config, []Setting, []string, error) {
	l := loader{values: map[string]sourced{}}
	flags := flag.NewFlagSet("echod", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	file := flags.String("config", "", "file of settings, one NAME=value a line")
	given := map[string]string{}
	for _, f := range fields() {
		name := f.env
		set := func(v string) error { given[name] = v; return nil }
		if f.value.Kind() == reflect.Bool {
			flags.BoolFunc(flagName(name), f.doc, set)
		} else {
			flags.Func(flagName(name), f.doc, set)
		}
	}
	if err := flags.Parse(args); err != nil {
		return Config{}, nil, nil, err
	}
	l.fromFile(*file, environ)
	l.fromEnviron(environ)
	for name, v := range given {
		l.values[name] = sourced{v, "flag"}
	}
	cfg, settings := l.fill()
	if cfg.Listen == "" {
		cfg.Listen = cfg.defaultListen()
	}
	l.faults = append(l.faults, cfg.check()...)
	return cfg, settings, flags.Args(), errors.Join(l.faults...)
}

type sourced struct{ value, source string }

type loader struct {
	values map[string]sourced
	faults []error
}

func (l *loader) fault(format string, args ...any) {
	l.faults = append(l.faults, fmt.Errorf(format, args...))
}

const configFileEnv = "ECHO_CONFIG"

func (l *loader) fromFile(path string, environ []string) {
	for _, kv := range environ {
		if v, ok := strings.CutPrefix(kv, configFileEnv+"="); ok && path == "" {
			path = v
		}
	}
	if path == "" {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		l.fault("settings file: %w", err)
		return
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(scan.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); !ok || !known(name) {
			l.fault("%s line %d: %q is not a setting", path, n, name)
			continue
		}
		l.values[name] = sourced{strings.Trim(strings.TrimSpace(value), `"'`), "file"}
	}
	if err := scan.Err(); err != nil {
		l.fault("settings file: %w", err)
	}
}

func (l *loader) fromEnviron(environ []string) {
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		// ECHO_TEST_… belongs to the tests, which start this program.
		if !strings.HasPrefix(name, "ECHO_") || name == configFileEnv || strings.HasPrefix(name, "ECHO_TEST_") {
			continue
		}
		if !known(name) {
			l.fault("%s is not a setting (a typing error?)", name)
			continue
		}
		l.values[name] = sourced{value, "environment"}
	}
}

// fill sets the fields from defaults and what was read, noting what cannot be parsed.
func (l *loader) fill() (Config, []Setting) {
	var cfg Config
	target := reflect.ValueOf(&cfg).Elem()
	var settings []Setting
	for i, f := range fields() {
		v, ok := l.values[f.env]
		if !ok {
			v = sourced{f.def, "default"}
		}
		if err := set(target.Field(i), v.value); err != nil {
			l.fault("%s: %w", f.env, err)
		}
		if len(f.oneof) > 0 && !slices.Contains(f.oneof, v.value) {
			l.fault("%s: must be one of %s", f.env, strings.Join(f.oneof, ", "))
		}
		if d, ok := reflect.TypeAssert[time.Duration](target.Field(i)); ok && (d < f.min || d > f.max) {
			l.fault("%s: must lie between %s and %s", f.env, f.min, f.max)
		}
		shown := v.value
		if f.secret && shown != "" {
			shown = "(set, not shown)"
		}
		settings = append(settings, Setting{
			Env: f.env, Flag: "--" + flagName(f.env), Doc: f.doc, For: f.roles, Default: f.def, Value: shown, Source: v.source,
		})
	}
	return cfg, settings
}

func set(field reflect.Value, text string) error {
	switch target := field.Addr().Interface().(type) {
	case *string:
		*target = text
	case *bool:
		v, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("must be true or false")
		}
		*target = v
	case *int:
		v, err := strconv.Atoi(text)
		if err != nil {
			return errors.New("must be a whole number")
		}
		*target = v
	case *time.Duration:
		v, err := time.ParseDuration(text)
		if err != nil {
			return errors.New("must be a duration like 30s or 24h")
		}
		*target = v
	case *kv.Rate:
		v, err := kv.ParseRate(text)
		if err != nil {
			return err
		}
		*target = v
	case *[]string:
		*target = split(text)
	case *[]netip.Prefix:
		for _, part := range split(text) {
			p, err := netip.ParsePrefix(part)
			if err != nil {
				return fmt.Errorf("%q is not a network like 10.0.0.0/8", part)
			}
			*target = append(*target, p)
		}
	default:
		return fmt.Errorf("settings of type %T are not supported", target)
	}
	return nil
}

func split(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

type field struct {
	env, def, doc string
	roles         string
	oneof         []string
	secret        bool
	min, max      time.Duration
	value         reflect.Type
}

func fields() []field {
	t := reflect.TypeFor[Config]()
	out := make([]field, 0, t.NumField())
	for field0 := range t.Fields() {
		tag := field0.Tag
		lo, _ := time.ParseDuration(tag.Get("min"))
		hi, _ := time.ParseDuration(tag.Get("max"))
		out = append(out, field{
			env: tag.Get("env"), def: tag.Get("default"), doc: tag.Get("doc"), roles: tag.Get("for"), oneof: strings.Fields(tag.Get("oneof")),
			secret: tag.Get("secret") == "true", min: lo, max: hi, value: field0.Type,
		})
	}
	return out
}

func known(name string) bool {
	return slices.ContainsFunc(fields(), func(f field) bool { return f.env == name })
}

// flagName turns ECHO_DATA_DIR into data-dir.
func flagName(env string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(env, "ECHO_")), "_", "-")
}
