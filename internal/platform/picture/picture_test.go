package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"testing"

	"github.com/echo-chat/echo/internal/platform/picture"
)

func pngOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewNRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gifOf(t testing.TB, frames int, loops bool) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, 7+i, 5), color.Palette{color.Black, color.White, color.Transparent}))
		g.Delay = append(g.Delay, i)
	}
	g.Config = image.Config{Width: 100, Height: 100, ColorModel: g.Image[0].Palette}
	if !loops {
		g.LoopCount = -1 // without the block that says so
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFrames(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 30} {
		for _, loops := range []bool{false, true} {
			file := gifOf(t, n, loops)
			if got := picture.Frames(file); got != n {
				t.Errorf("%d frames are counted as %d", n, got)
			}
			if got := picture.Frames(file[:len(file)-1]); got != 0 {
				t.Errorf("cut short, %d frames are counted as %d", n, got)
			}
		}
	}
	for name, file := range map[string][]byte{"nothing": nil, "PNG": pngOf(t, 3, 3), "a beginning": []byte("GIF89a")} {
		if got := picture.Frames(file); got != 0 {
			t.Errorf("%s has %d frames", name, got)
		}
	}
}

// What is counted without decoding is what decoding finds.
func FuzzFrames(f *testing.F) {
	f.Add(gifOf(f, 1, false))
	f.Add(gifOf(f, 3, true))
	f.Fuzz(func(t *testing.T, file []byte) {
		n := picture.Frames(file)
		header, err := gif.DecodeConfig(bytes.NewReader(file))
		if err != nil || n > 100 || header.Width*header.Height > 1<<16 {
			return
		}
		if g, err := gif.DecodeAll(bytes.NewReader(file)); err == nil && n != 0 && len(g.Image) != n {
			t.Errorf("%d frames are counted as %d", len(g.Image), n)
		}
	})
}

func TestDecode_Bounded(t *testing.T) {
	t.Parallel()
	file := pngOf(t, 30, 20)
	if _, format, err := picture.Decode(file, 600); err != nil || format != "png" {
		t.Errorf("%s, %v", format, err)
	}
	if _, _, err := picture.Decode(file, 599); err == nil {
		t.Error("more pixels than allowed")
	}
	for name, file := range map[string][]byte{"SVG": []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "HTML": []byte("<!doctype html>"), "nothing": nil} {
		if _, _, err := picture.Decode(file, 600); err == nil {
			t.Errorf("%s is a picture", name)
		}
	}
}
