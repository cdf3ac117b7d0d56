package realtime

import (
	"maps"
	"slices"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/message"
)

// What people do with messages goes to the channel; what they keep, to their own devices.
var (
	acts = map[string]string{
		message.EventUpdated:         "message:updated",
		message.EventDeleted:         "message:deleted",
		message.EventReactionAdded:   "reaction:added",
		message.EventReactionRemoved: "reaction:removed",
		message.EventPinAdded:        "pin:added",
		message.EventPinRemoved:      "pin:removed",
	}
	actTypes = append(slices.Sorted(maps.Keys(acts)), message.EventSavedUpdated, message.EventReminderDue)
)

// showAct passes on what somebody did; false: it is something else.
func showAct(to reach, e bus.Event) (bool, error) {
	switch event := acts[e.Type]; {
	case event != "":
		return true, to(channelRoom(e.Subject)).EmitRaw(event, e.Data)
	case e.Type == message.EventSavedUpdated:
		return true, with(e, func(c message.SavedChange) error {
			return to(userRoom(c.UserID)).EmitRaw("saved:updated", e.Data)
		})
	case e.Type == message.EventReminderDue:
		return true, with(e, func(r message.ReminderDue) error {
			return to(userRoom(r.UserID)).EmitRaw("reminder:due", e.Data)
		})
	}
	return false, nil
}
