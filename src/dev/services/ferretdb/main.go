// Runs FerretDB in front of a PostgreSQL that has the DocumentDB extension.
//
// FerretDB's own command cannot be built as a dependency (it wants a version
// file of its release), so this program calls its embeddable package.
package main

import (
	"context"
	"flag"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/v2/ferretdb"
)

func main() {
	postgres := flag.String("postgres", "", "URL of the PostgreSQL server")
	listen := flag.String("listen", "", "loopback address to listen on, host:port")
	telemetry := false
	state := flag.String("state", "", "folder for FerretDB's own state")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	server, err := ferretdb.New(&ferretdb.Config{
		PostgreSQLURL: *postgres,
		ListenAddr:    *listen,
		StateDir:      *state,
		LogLevel:      slog.LevelWarn,
		LogOutput:     os.Stderr,
		Telemetry:     &telemetry,
	})
	if err != nil {
		log.Fatal(err)
	}
	server.Run(ctx)
}
