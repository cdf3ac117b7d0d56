package user

import (
	"bytes"
	"encoding/binary"
)

// orientation reads how a camera was held (EXIF tag 0x0112, 1 to 8) out of a JPEG or WebP file; 0 when the
// file does not say, or says nonsense.
func orientation(file []byte) int {
	switch {
	case bytes.HasPrefix(file, []byte{0xff, 0xd8}):
		return tiffOrientation(jpegExif(file[2:]))
	case len(file) > 12 && string(file[:4]) == "RIFF" && string(file[8:12]) == "WEBP":
		return tiffOrientation(webpExif(file[12:]))
	}
	return 0
}

var exifHeader = []byte("Exif\x00\x00")

// jpegExif finds the EXIF block among the segments before the picture.
func jpegExif(segments []byte) []byte {
	const app1, startOfScan = 0xe1, 0xda
	for len(segments) >= 4 && segments[0] == 0xff && segments[1] != startOfScan {
		length := int(binary.BigEndian.Uint16(segments[2:])) // of itself and what follows
		if length < 2 || len(segments) < 2+length {
			return nil
		}
		if block, ok := bytes.CutPrefix(segments[4:2+length], exifHeader); ok && segments[1] == app1 {
			return block
		}
		segments = segments[2+length:]
	}
	return nil
}

func webpExif(chunks []byte) []byte {
	for len(chunks) >= 8 {
		name, length := string(chunks[:4]), int(binary.LittleEndian.Uint32(chunks[4:]))
		chunks = chunks[8:]
		if length > len(chunks) {
			return nil
		}
		if name == "EXIF" {
			return bytes.TrimPrefix(chunks[:length], exifHeader)
		}
		chunks = chunks[min(length+length%2, len(chunks)):]
	}
	return nil
}

// tiffOrientation reads the tag from the first directory of a TIFF block.
func tiffOrientation(block []byte) int {
	if len(block) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(block[:2]) == "II" {
		order = binary.LittleEndian
	}
	offset := int64(order.Uint32(block[4:]))
	if offset+2 > int64(len(block)) {
		return 0
	}
	count, entries := int(order.Uint16(block[offset:])), block[offset+2:]
	for ; count > 0 && len(entries) >= 12; count-- {
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			return int(order.Uint16(entries[8:]))
		}
		entries = entries[12:]
	}
	return 0
}
