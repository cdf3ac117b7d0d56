package user

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"

	"github.com/echo-chat/echo/internal/platform/picture"
)

const (
	avatarSize = 256
	// maxPixels bounds what a header may announce: more than any camera makes, and less than memory.
	maxPixels     = 50_000_000
	avatarQuality = 88 // of JPEG: no artefacts to be seen at this size
)

// drawAvatar makes a square of the middle of a picture, upright. Nothing of the file is kept but what it shows.
func drawAvatar(file []byte) (AvatarFile, error) {
	whole, _, err := picture.Decode(file, maxPixels)
	if err != nil {
		return AvatarFile{}, err
	}
	square := image.NewRGBA(image.Rect(0, 0, avatarSize, avatarSize))
	draw.CatmullRom.Scale(square, square.Bounds(), whole, middle(whole.Bounds()), draw.Src, nil)
	return encodeAvatar(upright(square, orientation(file)))
}

// middle is the largest square in the middle of r.
func middle(r image.Rectangle) image.Rectangle {
	side := min(r.Dx(), r.Dy())
	corner := r.Min.Add(image.Pt((r.Dx()-side)/2, (r.Dy()-side)/2))
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(side, side))}
}

// encodeAvatar writes what is see-through as PNG, and the rest, much smaller, as JPEG.
func encodeAvatar(m *image.RGBA) (AvatarFile, error) {
	var out bytes.Buffer
	if m.Opaque() {
		err := jpeg.Encode(&out, m, &jpeg.Options{Quality: avatarQuality})
		return AvatarFile{ContentType: "image/jpeg", Content: out.Bytes()}, err
	}
	err := png.Encode(&out, m)
	return AvatarFile{ContentType: "image/png", Content: out.Bytes()}, err
}

// upright turns a square as an EXIF orientation says: 5 to 8 are on their side, and some are mirrored.
func upright(m *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return m
	}
	last := m.Bounds().Dx() - 1
	out := image.NewRGBA(m.Bounds())
	for y := range last + 1 {
		for x := range last + 1 {
			fromX, fromY := x, y
			switch orientation {
			case 2:
				fromX = last - x
			case 3:
				fromX, fromY = last-x, last-y
			case 4:
				fromY = last - y
			case 5:
				fromX, fromY = y, x
			case 6:
				fromX, fromY = y, last-x
			case 7:
				fromX, fromY = last-y, last-x
			case 8:
				fromX, fromY = last-y, x
			}
			out.SetRGBA(x, y, m.RGBAAt(fromX, fromY))
		}
	}
	return out
}
