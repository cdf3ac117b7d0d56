// Package web holds the built web app inside the binary.
package web

import (
	"embed"
	"io/fs"
)

// The committed dist/.gitkeep lets the program build before the web app has been.
//
//go:embed all:dist
var dist embed.FS

// FS returns the files of the built web app, rooted at its index.html, and whether the app was built
// before the program was. When it was not, the server answers with a page that says how to build it.
func FS() (fs.FS, bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
