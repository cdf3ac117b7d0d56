package workspace

import (
	"bytes"
	"image"
	"image/gif"
	"image/png"

	"golang.org/x/image/draw"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/picture"
)

const (
	emojiSize = 128 // pixels a side: twice what is shown of an emoji that stands alone, on a fine screen
	// maxEmojiPixels bounds what a header may announce, and so the memory that a file takes.
	maxEmojiPixels = 16_000_000
	maxFrames      = 200
)

// How many pictures are made at a time, and how many may wait.
const (
	maxDrawing      = 2
	maxDrawingWaits = 20
)

// drawEmoji draws a picture anew, so that nothing of the file is kept but what it shows: as a PNG, or as a GIF
// what moves. Codes: image_invalid.
func drawEmoji(file []byte) (EmojiFile, error) {
	still, format, err := picture.Decode(file, maxEmojiPixels)
	if err != nil {
		return EmojiFile{}, errNoEmoji(err)
	}
	var out bytes.Buffer
	if format == "gif" && picture.Frames(file) != 1 {
		if err := drawMoving(&out, file); err != nil {
			return EmojiFile{}, err
		}
		return EmojiFile{ContentType: "image/gif", Content: out.Bytes()}, nil
	}
	if err := png.Encode(&out, fit(still)); err != nil {
		return EmojiFile{}, errNoEmoji(err)
	}
	return EmojiFile{ContentType: "image/png", Content: out.Bytes()}, nil
}

// drawMoving writes the frames of a GIF again. It is not made smaller: what is between the frames would not fit
// together any more.
func drawMoving(out *bytes.Buffer, file []byte) error {
	header, err := gif.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return errNoEmoji(err)
	}
	frames := picture.Frames(file)
	if frames == 0 {
		return errNoEmoji(picture.ErrNone)
	}
	if header.Width > emojiSize || header.Height > emojiSize || frames > maxFrames {
		return errs.Invalid("image_invalid", "A moving picture may have at most 128 by 128 pixels and 200 frames.")
	}
	moving, err := gif.DecodeAll(bytes.NewReader(file))
	if err == nil {
		err = gif.EncodeAll(out, moving)
	}
	if err != nil {
		return errNoEmoji(err)
	}
	return nil
}

// fit makes a picture as small as an emoji, and leaves small ones.
func fit(m image.Image) image.Image {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	if side := max(w, h); side > emojiSize {
		w, h = max(1, w*emojiSize/side), max(1, h*emojiSize/side)
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(small, small.Bounds(), m, m.Bounds(), draw.Src, nil)
	return small
}

func errNoEmoji(cause error) error {
	return errs.Invalid("image_invalid", "This is not a PNG, JPEG, GIF or WebP picture that can be shown.").Because(cause)
}
