package brokertest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/echo-chat/echo/internal/platform/porttest"
)

const redisKeeper = `
dir=$1; shift
setsid redis-server --bind 127.0.0.1 --dir "$dir" "$@" >>"$dir/log" 2>&1 </dev/null &
echo $! >"$dir/group"
cat >/dev/null
kill -s KILL -- "-$(cat "$dir/group")"
wait
`

func newRedis(args ...string) (*Server, error) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		return nil, errors.New("redis-server is not installed")
	}
	dir, err := os.MkdirTemp("", "echo-redis-")
	if err != nil {
		return nil, err
	}
	port, err := porttest.Free()
	if err != nil {
		return nil, err
	}
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	return &Server{
		URL: "redis://" + addr + "/0", addr: addr, script: redisKeeper, dir: dir,
		args: append([]string{"--port", fmt.Sprint(port)}, args...),
	}, nil
}

// rabbitKeeper needs an epmd of its own, the name service of Erlang.
const rabbitKeeper = `
dir=$1 server=$2 port=$3 epmd=$4 distribution=$5
mkdir -p "$dir/plugins"
[ -f "$dir/.erlang.cookie" ] || { umask 077; od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$dir/.erlang.cookie"; }
chmod 400 "$dir/.erlang.cookie"
echo '[].' >"$dir/enabled_plugins"
for schema in /usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins/rabbit-*; do
  [ -e "$schema" ] && ln -sfn "$schema" "$dir/plugins/${schema##*/}" && export RABBITMQ_PLUGINS_DIR="$dir/plugins"
done
export HOME="$dir" ERL_EPMD_PORT="$epmd" ERL_EPMD_ADDRESS=127.0.0.1 ERL_CRASH_DUMP=/dev/null \
  RABBITMQ_NODENAME="echo-$distribution@localhost" RABBITMQ_DIST_PORT="$distribution" \
  RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$port" \
  RABBITMQ_CONF_ENV_FILE="$dir/none" RABBITMQ_CONFIG_FILE="$dir/rabbitmq.config" RABBITMQ_ADVANCED_CONFIG_FILE="$dir/none" \
  RABBITMQ_ENABLED_PLUGINS_FILE="$dir/enabled_plugins" RABBITMQ_MNESIA_BASE="$dir/mnesia" RABBITMQ_LOG_BASE="$dir/logs" \
  RABBITMQ_PID_FILE="$dir/pid" RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
setsid epmd -port "$epmd" >/dev/null 2>&1 </dev/null &
names=$!
setsid "$server" >>"$dir/log" 2>&1 </dev/null &
echo $! >"$dir/group"
cat >/dev/null
kill -s KILL -- "-$(cat "$dir/group")" "-$names"
wait
`

func newRabbit(settings ...string) (*Server, error) {
	server := "/usr/lib/rabbitmq/bin/rabbitmq-server"
	if _, err := os.Stat(server); err != nil {
		if server, err = exec.LookPath("rabbitmq-server"); err != nil {
			return nil, errors.New("rabbitmq-server is not installed")
		}
	}
	dir, err := os.MkdirTemp("", "echo-rabbitmq-")
	if err != nil {
		return nil, err
	}
	config := `[{rabbit, [` + strings.Join(append(settings, "{disk_free_limit, 10000000}"), ", ") + `]}, {ra, [{wal_max_size_bytes, 64000000}]}].`
	if err := os.WriteFile(filepath.Join(dir, "rabbitmq.config"), []byte(config), 0o600); err != nil {
		return nil, err
	}
	var ports [3]int
	for i := range ports {
		if ports[i], err = porttest.Free(); err != nil {
			return nil, err
		}
	}
	addr := fmt.Sprintf("127.0.0.1:%d", ports[0])
	return &Server{
		URL: "amqp://guest:guest@" + addr + "/", addr: addr, script: rabbitKeeper, dir: filepath.Clean(dir),
		args: []string{server, fmt.Sprint(ports[0]), fmt.Sprint(ports[1]), fmt.Sprint(ports[2])},
	}, nil
}
