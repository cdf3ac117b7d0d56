// Package picture reads pictures that people upload. What a file is, its content says, never its name; only raster
// images are read, and never more of them than fits into memory.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // decoded; of several frames, the first
	_ "image/jpeg" // decoded
	_ "image/png"  // decoded
	"slices"

	_ "golang.org/x/image/webp" // decoded
)

// ErrNone says of a file that it is no picture that can be shown.
var ErrNone = errors.New("not a picture that can be shown")

// Decode reads a PNG, JPEG, GIF or WebP of at most maxPixels, and tells which it is. What the header announces is
// checked before anything is made of it.
func Decode(file []byte, maxPixels int) (m image.Image, format string, err error) {
	header, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, "", err
	}
	if !slices.Contains([]string{"png", "jpeg", "gif", "webp"}, format) {
		return nil, "", fmt.Errorf("%w: %s", ErrNone, format)
	}
	if header.Width <= 0 || header.Height <= 0 || header.Width > maxPixels/header.Height {
		return nil, "", fmt.Errorf("%w: %d by %d pixels", ErrNone, header.Width, header.Height)
	}
	return image.Decode(bytes.NewReader(file))
}

// Frames counts the frames of a GIF without decoding any: 0 for what is none, or is cut short.
func Frames(file []byte) int {
	const header, screen, descriptor = 6, 7, 9
	if len(file) < header+screen || string(file[:4]) != "GIF8" {
		return 0
	}
	at := header + screen + colours(file[header+4])
	for n := 0; at < len(file); {
		switch kind := file[at]; kind {
		case ';':
			return n
		case ',':
			if at+descriptor >= len(file) {
				return 0
			}
			n++
			at += 1 + descriptor + colours(file[at+descriptor]) + 1 // the size of codes
		case '!':
			at += 2
		default:
			return 0
		}
		for at < len(file) && file[at] != 0 { // blocks, each with its length before it
			at += 1 + int(file[at])
		}
		at++
	}
	return 0
}

// colours is the size of the table that the flags of a GIF announce, in bytes.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}
