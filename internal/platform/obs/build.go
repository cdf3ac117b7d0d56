package obs

import (
	"runtime"
	"runtime/debug"
)

// Build says which program this is.
type Build struct {
	Version   string `json:"version"`
	Commit    string `json:"commit"`
	GoVersion string `json:"goVersion"`
}

// ReadBuild reads what the Go toolchain recorded when it built the program: the module's version and
// the commit, with "+dirty" when the tree had changes.
func ReadBuild() Build {
	b := Build{Version: "devel", Commit: "unknown", GoVersion: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.Version = v
	}
	dirty := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			b.Commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+dirty"
		}
	}
	if b.Commit != "unknown" {
		b.Commit += dirty
	}
	return b
}
