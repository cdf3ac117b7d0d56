package arch_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// module is the path all of Echo's own imports begin with.
const module = "github.com/echo-chat/echo"

// tree is the source of a repository, parsed.
type tree struct {
	fset  *token.FileSet
	files []goFile
	lines []fileLength
}

// fileLength is the length of a source file in Go or TypeScript that a person wrote.
type fileLength struct {
	path  string
	lines int
}

// goFile is one Go file. dir is its folder below the repository, which is also its import path below module.
type goFile struct {
	path, dir string
	syntax    *ast.File
	imports   []imported
}

type imported struct {
	path string // as written in the import
	name string // what the file calls it
	pos  token.Pos
}

// isTest tells whether the file runs in tests only: _test.go files, the packages that serve tests
// (sqldbtest, bustest) and all below test/.
func (f goFile) isTest() bool {
	return strings.HasSuffix(f.path, "_test.go") || isTestPackage(f.dir)
}

func isTestPackage(dir string) bool {
	return strings.HasSuffix(dir, "test") || under(dir, "test")
}

// under tells whether dir is one of the folders, or lies in one.
func under(dir string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool {
		return dir == folder || strings.HasPrefix(dir, folder+"/")
	})
}

// inModule returns the folder of an import of Echo's own.
func (i imported) inModule() (dir string, ok bool) {
	if i.path == module {
		return ".", true
	}
	return strings.CutPrefix(i.path, module+"/")
}

// isStd tells whether an import is of the standard library, whose paths have no dot in their first part.
func (i imported) isStd() bool {
	first, _, _ := strings.Cut(i.path, "/")
	return !strings.Contains(first, ".")
}

// skipped are folders that hold no source of ours.
var skipped = []string{".git", ".cache", "bin", "data", "dist", "node_modules", "testdata", "vendor"}

// readTree parses all Go files of a repository and measures those in TypeScript.
func readTree(root fs.FS) (*tree, error) {
	t := &tree{fset: token.NewFileSet()}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(skipped, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		switch path.Ext(name) {
		case ".go", ".ts", ".tsx":
			return t.read(root, name)
		}
		return nil
	})
	return t, err
}

func (t *tree) read(root fs.FS, name string) error {
	source, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	generated := bytes.HasPrefix(source, []byte("// Generated from"))
	if path.Ext(name) == ".go" {
		syntax, err := parser.ParseFile(t.fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		generated = ast.IsGenerated(syntax)
		t.files = append(t.files, goFile{path: name, dir: path.Dir(name), syntax: syntax, imports: importsOf(syntax)})
	}
	if !generated {
		t.lines = append(t.lines, fileLength{name, bytes.Count(source, []byte("\n"))})
	}
	return nil
}

func importsOf(syntax *ast.File) []imported {
	all := make([]imported, 0, len(syntax.Imports))
	for _, spec := range syntax.Imports {
		i := imported{path: strings.Trim(spec.Path.Value, `"`+"`"), pos: spec.Pos()}
		i.name = path.Base(i.path)
		if spec.Name != nil {
			i.name = spec.Name.Name
		}
		all = append(all, i)
	}
	return all
}

// fault says where a rule is broken and how.
func (t *tree) fault(pos token.Pos, format string, args ...any) string {
	p := t.fset.Position(pos)
	return fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, fmt.Sprintf(format, args...))
}
