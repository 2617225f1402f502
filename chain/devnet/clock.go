// For the devnet alone (scripts/devnet.sh), added to CometBFT's package of this name: a clock that can be put forward, so that days and
// epochs pass in a second.

package time

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// ahead is by how much the clock is put forward: the seconds in the file that DEVNET_CLOCK names, nothing without it.
func ahead() time.Duration {
	text, err := os.ReadFile(os.Getenv("DEVNET_CLOCK"))
	if err != nil {
		return 0
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil {
		panic("the devnet's clock is no number of seconds: " + string(text))
	}
	return time.Duration(seconds) * time.Second
}
