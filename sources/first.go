package sources

// FirstUsers is the path of the first file of users, "" without any input.
// What belongs to an export is named after it.
func FirstUsers(inputs []Input) string {
	for _, in := range inputs {
		if in.Kind == Users {
			return in.Path
		}
	}
	if len(inputs) == 0 {
		return ""
	}
	return inputs[0].Path
}
