package split_test

import (
	"fmt"
	"io"

	"example.com/usher/sources/split"
)

// collect writes elements as "line:data", or "line!problem"; where lines mean
// nothing the record number stands in front. Pages are "page data".
func collect(s split.Splitter) (list []string, end error) {
	for {
		el, err := s.Next()
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return list, err
		}
		place := el.Line
		if place == 0 {
			place = el.Record
		}
		switch {
		case el.Page:
			list = append(list, "page "+string(el.Data))
		case el.Problem != "":
			list = append(list, fmt.Sprintf("%d!%s", place, el.Problem))
		default:
			list = append(list, fmt.Sprintf("%d:%s", place, el.Data))
		}
	}
}
