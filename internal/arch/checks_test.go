package arch_test

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
)

// eachImport collects the faults that check finds in the imports of all files.
func (t *tree) eachImport(check func(f goFile, i imported) (fault string)) []string {
	var faults []string
	for _, f := range t.files {
		for _, i := range f.imports {
			if what := check(f, i); what != "" {
				faults = append(faults, t.fault(i.pos, "%s", what))
			}
		}
	}
	return faults
}

func checkLayers(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		if _, _, ok := layerOf(f.dir); !ok && !under(f.dir, outside...) {
			faults = append(faults, t.fault(f.syntax.Package, "%s is in no layer", f.dir))
		}
	}
	return append(faults, t.eachImport(func(f goFile, i imported) string {
		dir, own := i.inModule()
		from, here, known := layerOf(f.dir)
		if !own || !known && !under(f.dir, outside...) {
			return ""
		}
		to, there, ok := layerOf(dir)
		if !known || !ok || to > from || to == from && here != there {
			return fmt.Sprintf("%s must not import %s", f.dir, dir)
		}
		return ""
	})...)
}

func checkKernel(t *tree) []string {
	return t.eachImport(func(f goFile, i imported) string {
		if _, own := i.inModule(); under(f.dir, "internal/kernel") && !f.isTest() && !own && !i.isStd() {
			return "the kernel must not import " + i.path
		}
		return ""
	})
}

// checkSocketIO keeps socketio free of the rest of Echo, tests included, and of other modules where it does not need them:
// system calls for epoll, and Redis beside the library.
func checkSocketIO(t *tree) []string {
	return t.eachImport(func(f goFile, i imported) string {
		dir, own := i.inModule()
		switch {
		case !under(f.dir, socketIO), i.isStd(),
			own && under(dir, socketIO),
			i.path == "golang.org/x/sys/unix" && under(f.dir, socketIO+"/engineio"),
			under(i.path, "github.com/redis/go-redis/v9") && under(f.dir, socketIO+"/redisadapter", socketIO+"/redistest"):
			return ""
		}
		return "socketio must not import " + i.path
	})
}

// forbidImports keeps packages out of a folder. Its tests may use them.
func forbidImports(folder string, packages ...string) func(*tree) []string {
	return func(t *tree) []string {
		return t.eachImport(func(f goFile, i imported) string {
			if under(f.dir, folder) && !f.isTest() && under(i.path, packages...) {
				return folder + " must not import " + i.path
			}
			return ""
		})
	}
}

// confineImports lets packages be imported in the folders only, and by themselves. As for the go command,
// a pattern ending in /... includes what lies below.
func confineImports(patterns []string, folders ...string) func(*tree) []string {
	matches := func(pkg string) bool {
		return slices.ContainsFunc(patterns, func(pattern string) bool {
			root, below := strings.CutSuffix(pattern, "/...")
			return pkg == root || below && under(pkg, root)
		})
	}
	return func(t *tree) []string {
		return t.eachImport(func(f goFile, i imported) string {
			if matches(i.path) && !under(f.dir, folders...) && !matches(module+"/"+f.dir) {
				return fmt.Sprintf("only %s may import %s", strings.Join(folders, " and "), i.path)
			}
			return ""
		})
	}
}

func checkTestPackages(t *tree) []string {
	return t.eachImport(func(f goFile, i imported) string {
		if dir, own := i.inModule(); own && isTestPackage(dir) && !f.isTest() && !under(f.dir, dir) {
			return "only tests may import " + dir
		}
		return ""
	})
}

// confineCalls lets functions of a package of the standard library be used in the folders only, and in tests.
func confineCalls(pkg string, functions []string, folders ...string) func(*tree) []string {
	return func(t *tree) []string {
		var faults []string
		for _, f := range t.files {
			at := slices.IndexFunc(f.imports, func(i imported) bool { return i.path == pkg })
			if at < 0 || f.isTest() || under(f.dir, folders...) {
				continue
			}
			ast.Inspect(f.syntax, func(n ast.Node) bool {
				use, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := use.X.(*ast.Ident); ok && x.Name == f.imports[at].name && slices.Contains(functions, use.Sel.Name) {
					faults = append(faults, t.fault(use.Pos(), "%s.%s is not for use here", pkg, use.Sel.Name))
				}
				return true
			})
		}
		return faults
	}
}

func checkInit(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				faults = append(faults, t.fault(fn.Pos(), "an init function: build it where it is used"))
			}
		}
	}
	return faults
}

func checkNames(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		for _, name := range append(strings.Split(f.dir, "/"), f.syntax.Name.Name) {
			if slices.Contains(emptyNames, name) {
				faults = append(faults, t.fault(f.syntax.Name.Pos(), "%q names nothing", name))
				break
			}
		}
	}
	return faults
}

// checkDocs wants a doc comment in one file of each package.
func checkDocs(t *tree) []string {
	documented := map[string]bool{}
	for _, f := range t.files {
		documented[f.dir] = documented[f.dir] || isDocumented(f)
	}
	var faults []string
	for dir, ok := range documented {
		if !ok {
			faults = append(faults, dir+": no file has a doc comment for the package")
		}
	}
	slices.Sort(faults)
	return faults
}

func isDocumented(f goFile) bool {
	doc, name := f.syntax.Doc.Text(), strings.TrimSuffix(f.syntax.Name.Name, "_test")
	if name != "main" {
		return strings.HasPrefix(doc, "Package "+name+" ")
	}
	command := path.Base(f.dir)
	return strings.HasPrefix(doc, "Command "+command+" ") || len(doc) > 0 && strings.EqualFold(strings.Fields(doc)[0], command)
}

func checkLength(t *tree) []string {
	var faults []string
	for _, f := range t.lines {
		if f.lines > maxLines {
			faults = append(faults, fmt.Sprintf("%s: %d lines", f.path, f.lines))
		}
	}
	return faults
}
