package unfurl

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // decoded; of several frames, the first
	"image/jpeg"
	"image/png"
	"slices"
	"time"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // decoded
)

// Limits of pictures.
const (
	MaxFile     = 4 << 20          // bytes of what is fetched
	maxPixels   = 25_000_000       // that a header may announce: 100 MB while it is decoded
	minSide     = 24               // below it is a spacer, or counts visitors
	maxWidth    = 720              // drawn at 360, sharp on good screens
	maxHeight   = 720              //
	maxPNG      = 300 << 10        // bytes; above, what shows through is given a white ground
	maxDrawing  = 10 * time.Second // of reading the file
	jpegQuality = 82
)

// ErrPicture is a file that cannot be shown.
var ErrPicture = errors.New("not a picture that can be shown")

// Picture is one that was drawn anew: nothing of the file is kept but what it shows.
type Picture struct {
	ContentType   string // image/jpeg or image/png
	Content       []byte
	Width, Height int
}

// Draw makes a picture of a file of PNG, JPEG, GIF or WebP, whatever it was said to be. It may take 100 MB for
// a moment, so callers bound how many run at once.
func Draw(ctx context.Context, file []byte) (Picture, error) {
	header, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return Picture{}, fmt.Errorf("%w: %w", ErrPicture, err)
	}
	if !slices.Contains([]string{"png", "jpeg", "gif", "webp"}, format) {
		return Picture{}, fmt.Errorf("%w: %s", ErrPicture, format)
	}
	if header.Width < minSide || header.Height < minSide || header.Width > maxPixels/header.Height {
		return Picture{}, fmt.Errorf("%w: %d by %d pixels", ErrPicture, header.Width, header.Height)
	}
	// A small file can keep a decoder busy for long, by going over the same pixels again and again.
	ctx, cancel := context.WithTimeout(ctx, maxDrawing)
	defer cancel()
	whole, _, err := image.Decode(reader{bytes.NewReader(file), ctx.Err})
	if err != nil {
		return Picture{}, fmt.Errorf("%w: %w", ErrPicture, err)
	}
	size := fit(header.Width, header.Height)
	drawn := image.NewRGBA(image.Rectangle{Max: size})
	draw.CatmullRom.Scale(drawn, drawn.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	return encode(drawn)
}

// fit is the size within the bounds, never larger than it was.
func fit(width, height int) image.Point {
	scale := min(1, float64(maxWidth)/float64(width), float64(maxHeight)/float64(height))
	return image.Pt(max(1, int(float64(width)*scale+0.5)), max(1, int(float64(height)*scale+0.5)))
}

// encode writes what is see-through as PNG, and the rest, much smaller, as JPEG.
func encode(m *image.RGBA) (Picture, error) {
	p := Picture{ContentType: "image/png", Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}
	var out bytes.Buffer
	if !m.Opaque() {
		if err := png.Encode(&out, m); err != nil {
			return p, err
		}
		if out.Len() <= maxPNG {
			p.Content = out.Bytes()
			return p, nil
		}
		out.Reset()
		ground := image.NewRGBA(m.Bounds())
		draw.Draw(ground, ground.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(ground, ground.Bounds(), m, image.Point{}, draw.Over)
		m = ground
	}
	err := jpeg.Encode(&out, m, &jpeg.Options{Quality: jpegQuality})
	p.ContentType, p.Content = "image/jpeg", out.Bytes()
	return p, err
}
