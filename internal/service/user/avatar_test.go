package user_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

var (
	red, green = color.RGBA{200, 0, 0, 255}, color.RGBA{0, 200, 0, 255}
	blue, grey = color.RGBA{0, 0, 200, 255}, color.RGBA{100, 100, 100, 255}
)

// quarters is a picture of four colours: red and green above blue and grey.
func quarters(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := [2][2]color.RGBA{{red, green}, {blue, grey}}[y*2/h][x*2/w]
			m.Set(x, y, c)
		}
	}
	return m
}

func encoded(t *testing.T, encode func(w *bytes.Buffer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := encode(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pngOf(t *testing.T, w, h int) []byte {
	t.Helper()
	return encoded(t, func(out *bytes.Buffer) error { return png.Encode(out, quarters(w, h)) })
}

func jpegOf(t *testing.T, w, h int) []byte {
	t.Helper()
	return encoded(t, func(out *bytes.Buffer) error { return jpeg.Encode(out, quarters(w, h), &jpeg.Options{Quality: 100}) })
}

// exif is a JPEG with a description that says how the camera was held, and a secret.
func exif(t *testing.T, orientation byte, order binary.AppendByteOrder, picture []byte) []byte {
	t.Helper()
	mark := "II*\x00"
	if order.String() == "BigEndian" {
		mark = "MM\x00*"
	}
	tiff := order.AppendUint32([]byte(mark), 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][2]uint16{{0x010e, 2}, {0x0112, 3}} { // ImageDescription, Orientation
		tiff = order.AppendUint16(tiff, entry[0])
		tiff = order.AppendUint16(tiff, entry[1])
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, uint16(orientation))
		tiff = order.AppendUint16(tiff, 0)
	}
	segment := append([]byte("Exif\x00\x00"), tiff...)
	segment = append(segment, "GPS canary"...)
	out := append([]byte{}, picture[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(segment)+2))
	out = append(out, segment...)
	return append(out, picture[2:]...)
}

// setAvatar makes a picture ada's and returns what others see.
func (e *env) setAvatar(t *testing.T, in user.SignedIn, file []byte) (image.Image, user.AvatarFile) {
	t.Helper()
	me := must(e.SetAvatar(e.as(t, in), user.SetAvatarRequest{Image: file}))(t)
	name, ok := strings.CutPrefix(*me.AvatarURL, "/avatars/")
	if !ok {
		t.Fatalf("at %s", *me.AvatarURL)
	}
	got := must(e.Avatar(t.Context(), user.AvatarRequest{File: name}))(t)
	m, format, err := image.Decode(bytes.NewReader(got.Content))
	if err != nil || "image/"+format != got.ContentType || http.DetectContentType(got.Content) != got.ContentType {
		t.Fatalf("%s as %s: %v", format, got.ContentType, err)
	}
	if m.Bounds() != image.Rect(0, 0, 256, 256) {
		t.Errorf("bounds %v", m.Bounds())
	}
	return m, got
}

// corners are the colours in the corners of a picture: r, g, b or e for each.
func corners(m image.Image) string {
	var out []byte
	for _, at := range []image.Point{{20, 20}, {235, 20}, {20, 235}, {235, 235}} {
		r, g, b, _ := m.At(at.X, at.Y).RGBA()
		name := byte('e')
		switch most := max(r, g, b); {
		case most < 0x8000:
		case r == most:
			name = 'r'
		case g == most:
			name = 'g'
		case b == most:
			name = 'b'
		}
		out = append(out, name)
	}
	return string(out)
}

func TestSetAvatar_Formats(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		paletted := image.NewPaletted(image.Rect(0, 0, 40, 40), color.Palette{red, green, blue, grey})
		for y := range 40 {
			for x := range 40 {
				paletted.SetColorIndex(x, y, uint8(y*2/40*2+x*2/40))
			}
		}
		other := image.NewPaletted(image.Rect(0, 0, 40, 40), color.Palette{green})
		webp := must(base64.StdEncoding.DecodeString(quartersWebP))(t)
		for name, file := range map[string][]byte{
			"png": pngOf(t, 40, 40), "jpeg": jpegOf(t, 512, 512), "wide": pngOf(t, 400, 100), "one by one": pngOf(t, 1, 1),
			"gif": encoded(t, func(out *bytes.Buffer) error {
				return gif.EncodeAll(out, &gif.GIF{Image: []*image.Paletted{paletted, other}, Delay: []int{1, 1}})
			}),
			"webp": webp,
		} {
			m, _ := e.setAvatar(t, in, file)
			if got := corners(m); got != "rgbe" && name != "one by one" {
				t.Errorf("%s looks like %s", name, got)
			}
		}
		if told := announced[user.Updated](t, e, user.EventUpdated); len(told) == 0 || told[len(told)-1].User.AvatarURL == nil {
			t.Error("nobody was told")
		}
	})
}

// A picture is shown as the camera was held, and what else the file says is gone.
func TestSetAvatar_Orientation(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	in := e.register(t, "ada")
	for orientation, want := range []string{
		1: "rgbe", 2: "greb", 3: "ebgr", 4: "berg", 5: "rbge", 6: "breg", 7: "egbr", 8: "gerb", 9: "rgbe",
	} {
		if want == "" {
			continue
		}
		want = strings.ReplaceAll(want, " ", "")
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			m, file := e.setAvatar(t, in, exif(t, byte(orientation), order, jpegOf(t, 60, 60)))
			if got := corners(m); got != want {
				t.Errorf("orientation %d looks like %s, want %s", orientation, got, want)
			}
			if bytes.Contains(file.Content, []byte("Exif")) || bytes.Contains(file.Content, []byte("canary")) {
				t.Error("the description was kept")
			}
		}
	}
}

func TestSetAvatar_SeeThroughStaysSo(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	m, file := e.setAvatar(t, e.register(t, "ada"), encoded(t, func(out *bytes.Buffer) error {
		return png.Encode(out, image.NewNRGBA(image.Rect(0, 0, 9, 9)))
	}))
	if _, _, _, a := m.At(100, 100).RGBA(); a != 0 || file.ContentType != "image/png" {
		t.Errorf("%s, alpha %d", file.ContentType, a)
	}
}

// header is a PNG that says how large it is, and holds next to nothing.
func header(t *testing.T, w, h uint32) []byte {
	t.Helper()
	file := pngOf(t, 1, 1)
	binary.BigEndian.PutUint32(file[16:], w)
	binary.BigEndian.PutUint32(file[20:], h)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}

func TestSetAvatar_Refused(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	in := e.register(t, "ada")
	for name, file := range map[string][]byte{
		"nothing":      nil,
		"text":         []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"),
		"a bomb":       header(t, 50_000, 50_000),
		"a line":       header(t, 1<<31-1, 1),
		"no width":     header(t, 0, 10),
		"51 megapixel": header(t, 51_000, 1000),
		"cut short":    pngOf(t, 100, 100)[:100],
		"a bad EXIF":   exif(t, 6, binary.BigEndian, []byte{0xff, 0xd8}),
	} {
		_, err := e.SetAvatar(e.as(t, in), user.SetAvatarRequest{Image: file})
		if !errs.Is(err, "image_invalid") {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := e.SetAvatar(e.as(t, in), user.SetAvatarRequest{Image: make([]byte, user.MaxAvatar+1)})
	wantCode(t, err, "image_too_large")
	if e.me(t, in).AvatarURL != nil {
		t.Error("one was accepted")
	}
}

func TestRemoveAvatar(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		me := must(e.SetAvatar(e.as(t, in), user.SetAvatarRequest{Image: pngOf(t, 10, 10)}))(t)
		file := strings.TrimPrefix(*me.AvatarURL, "/avatars/")
		if me := must(e.RemoveAvatar(e.as(t, in), rpc.None{}))(t); me.AvatarURL != nil {
			t.Errorf("still %s", *me.AvatarURL)
		}
		_, err := e.Avatar(t.Context(), user.AvatarRequest{File: file})
		wantCode(t, err, "avatar_not_found")
		must(e.RemoveAvatar(e.as(t, in), rpc.None{}))(t)
	})
}

// The same picture has another name at another person's, so no name tells who shares it.
func TestSetAvatar_NamesAreOnesOwn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ada, grace := e.register(t, "ada"), e.register(t, "grace")
		file := pngOf(t, 10, 10)
		one := must(e.SetAvatar(e.as(t, ada), user.SetAvatarRequest{Image: file}))(t)
		two := must(e.SetAvatar(e.as(t, grace), user.SetAvatarRequest{Image: file}))(t)
		again := must(e.SetAvatar(e.as(t, ada), user.SetAvatarRequest{Image: file}))(t)
		if *one.AvatarURL == *two.AvatarURL || *one.AvatarURL != *again.AvatarURL {
			t.Errorf("%s, %s, %s", *one.AvatarURL, *two.AvatarURL, *again.AvatarURL)
		}
	})
}

// quartersWebP is quarters(32, 32) as a browser writes it.
const quartersWebP = "UklGRlYCAABXRUJQVlA4WAoAAAAgAAAAHwAAHwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAA" +
	"AAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAA" +
	"ACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0" +
	"AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA" +
	"AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM" +
	"ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggaAAAAFAFAJ0BKiAAIAA+KRCGQqGhDfoADAFCWgAnTKEcDeAfgB+wH+A5" +
	"wzQLsB+wGd9hbzouAAD+/A2j/6xkfpX7/73kaeu5B86PdQ7GclOkgmHv39hDLgTebSk73+v7E91HJ82mhIkJgAAA"
