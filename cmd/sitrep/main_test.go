package main

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"sitrep": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command line as a user does. Each archive in testdata is one story: commands, what they print, exit codes
// and files. With UPDATE_SCRIPTS=1 the wanted output is written anew.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_CACHE_HOME", env.WorkDir+"/.cache")
			env.Setenv("SOURCE_DATE_EPOCH", "1773144000") // 2026-03-10T12:00:00Z
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exit": exit},
	})
}

// exit runs a command and checks its exit code: exit 1 sitrep build.
func exit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND ...")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = "?"
		if exited, ok := err.(interface{ ExitCode() int }); ok {
			got = string(rune('0' + exited.ExitCode()))
		}
	}
	if got != args[0] {
		ts.Fatalf("%v ended with exit code %s, want %s", args[1:], got, args[0])
	}
}
