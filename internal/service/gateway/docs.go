package gateway

import (
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsText string

// docs shows the REST contract as a page that needs no script and nothing from other servers.
func (g *Gateway) docs(w http.ResponseWriter, r *http.Request) {
	page, err := template.New("docs").Parse(docsText)
	if err != nil {
		http.Error(w, "the documentation cannot be shown", http.StatusInternalServerError)
		g.log.ErrorContext(r.Context(), "parse docs page", "error", err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", docsPolicy)
	if err := page.Execute(w, groupByTag(g.api.OpenAPI())); err != nil {
		g.log.ErrorContext(r.Context(), "render docs page", "error", err)
	}
}

type docGroup struct {
	Tag        string
	Operations []docOperation
}

type docOperation struct {
	Method, Path, Summary, Description string
	Open                               bool
}

func groupByTag(doc *huma.OpenAPI) []docGroup {
	byTag := map[string][]docOperation{}
	for path, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			byTag[op.Tags[0]] = append(byTag[op.Tags[0]], docOperation{
				Method: op.Method, Path: path, Summary: op.Summary, Description: op.Description, Open: len(op.Security) == 0,
			})
		}
	}
	groups := make([]docGroup, 0, len(byTag))
	for tag, ops := range byTag {
		slices.SortFunc(ops, func(a, b docOperation) int {
			return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
		})
		groups = append(groups, docGroup{Tag: tag, Operations: ops})
	}
	slices.SortFunc(groups, func(a, b docGroup) int { return strings.Compare(a.Tag, b.Tag) })
	return groups
}
