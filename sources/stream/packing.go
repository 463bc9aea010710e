package stream

import (
	"compress/gzip"
	"io"

	"github.com/klauspost/compress/zstd"
)

// packing is a way to pack one file.
type packing struct {
	name  string
	magic string
	open  func(io.Reader) (io.Reader, error)
}

var packings = []packing{
	{"gzip", "\x1f\x8b", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
	{"zstd", "\x28\xb5\x2f\xfd", openZstd},
}

// maxWindow bounds the memory for a zstd file: 8 MiB is what its levels up to
// 19 use and what decoders have to support (RFC 8878, 3.1.1.1.2); --long and
// --ultra use more.
const maxWindow = 8 << 20

func openZstd(r io.Reader) (io.Reader, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
}
