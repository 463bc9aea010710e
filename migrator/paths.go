package migrator

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// checkpointSuffix is how a checkpoint's name ends.
const checkpointSuffix = ".usher"

// pathsOf names everything after the checkpoint, so that several migrations
// can stand in one folder.
func pathsOf(checkpoint string) Paths {
	stem := strings.TrimSuffix(checkpoint, checkpointSuffix)
	return Paths{
		Checkpoint:   checkpoint,
		Status:       stem + ".status.json",
		SandboxState: stem + ".state",
		Report:       stem + "-report",
	}
}

func defaultCheckpoint(firstInput string, kind TargetKind) string {
	firstInput = onDisk(firstInput)
	name := filepath.Base(firstInput)
	if name == "." || name == standardInput || name == string(filepath.Separator) {
		name = "export"
	}
	return filepath.Join(filepath.Dir(firstInput), bareName(name)+"-"+string(kind)+checkpointSuffix)
}

// bareName takes the ending off, and before it that of a compression.
func bareName(name string) string {
	if ext := filepath.Ext(name); slices.Contains([]string{".gz", ".zip"}, strings.ToLower(ext)) && ext != name {
		name = strings.TrimSuffix(name, ext)
	}
	if ext := filepath.Ext(name); ext != name {
		name = strings.TrimSuffix(name, ext)
	}
	return name
}

// CheckFolder says that the folder of a checkpoint is not there, before an
// export is read or a request is sent for nothing.
func CheckFolder(checkpoint string) error {
	if _, err := os.Stat(filepath.Dir(checkpoint)); err != nil {
		return &CheckpointError{Path: checkpoint, Op: "create", Problem: NotWritable, Err: err, Hint: "Name a place in a folder that is there."}
	}
	return nil
}
