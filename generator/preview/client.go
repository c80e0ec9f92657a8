package preview

import (
	"embed"
	"io/fs"
)

//go:embed client/*
var clientFolder embed.FS

// clientFiles are the files of the client by their addresses.
func clientFiles() map[string][]byte {
	files := map[string][]byte{}
	entries, err := fs.ReadDir(clientFolder, "client")
	for _, e := range entries {
		var data []byte
		if data, err = clientFolder.ReadFile("client/" + e.Name()); err != nil {
			break
		}
		files[deskPath+e.Name()] = data
	}
	if err != nil {
		panic(err) // it is a part of the program
	}
	return files
}
