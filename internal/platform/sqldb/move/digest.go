package move

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/bits"
)

// Digest is what a table holds, in whatever order: how many rows, and the sum of their SHA-256 (modulo
// 2^256). Equal digests are equal rows.
type Digest struct { //nolint:recvcheck // a value, which add alone changes
	Rows int64
	sum  [4]uint64
}

// add counts a row in. Values are told apart by type and length, so that no two rows are written alike.
func (d *Digest) add(l layout, row []any) {
	var text []byte
	for i, v := range row {
		text = appendValue(append(text, l.columns[i].kind[0]), v)
	}
	hash := sha256.Sum256(text)
	d.Rows++
	var carry uint64
	for i := range d.sum {
		d.sum[i], carry = bits.Add64(d.sum[i], binary.LittleEndian.Uint64(hash[i*8:]), carry)
	}
}

func appendValue(text []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(text, 'n')
	case string:
		return append(binary.AppendUvarint(append(text, 's'), uint64(len(v))), v...)
	case []byte:
		return append(binary.AppendUvarint(append(text, 'x'), uint64(len(v))), v...)
	case int64:
		return binary.AppendVarint(append(text, 'i'), v)
	case bool:
		if v {
			return append(text, '1')
		}
		return append(text, '0')
	}
	panic(fmt.Sprintf("move: a %T is in no table", v))
}

// Hash is the sum as text.
func (d Digest) Hash() string {
	var raw []byte
	for _, part := range d.sum {
		raw = binary.LittleEndian.AppendUint64(raw, part)
	}
	return hex.EncodeToString(raw)
}

func (d Digest) String() string { return fmt.Sprintf("%d rows, hash %.16s", d.Rows, d.Hash()) }
