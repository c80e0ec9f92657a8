package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"sitrep/generator/report"
)

func (a *app) schema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a report's header",
		Long:  "Schema prints the JSON Schema of a report's header, for editors that complete and check YAML.",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			schema, err := report.Schema()
			if err != nil {
				return machine(err)
			}
			_, err = a.out.Write(schema)
			return machine(err)
		},
	}
}

func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.out, "sitrep %s %s/%s %s\n", programVersion(), runtime.GOOS, runtime.GOARCH, runtime.Version())
			return machine(err)
		},
	}
}
