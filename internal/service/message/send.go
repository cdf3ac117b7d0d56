package message

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/service/user"
)

// Send checks, then waits for the lane of the channel to commit the message.
func (s *Local) Send(ctx context.Context, req SendRequest) (SendResult, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return SendResult{}, err
	}
	if err := access.CheckPost(); err != nil {
		return SendResult{}, err
	}
	content := strings.TrimSpace(req.Content)
	if err := checkMessage(content, req.ClientMessageCorrelationID); err != nil {
		return SendResult{}, err
	}
	m := Message{
		WorkspaceID:                req.WorkspaceID,
		ChannelID:                  req.ChannelID,
		Content:                    content,
		ContentType:                ContentType,
		ClientMessageCorrelationID: req.ClientMessageCorrelationID,
		ReplyAuthors:               []user.Author{},
		Reactions:                  []Reaction{},
		Previews:                   []Preview{},
	}
	if m.Author, err = s.author(ctx, caller.UserID); err != nil {
		return SendResult{}, err
	}
	if m.Mentions, err = s.mentionsIn(ctx, m); err != nil {
		return SendResult{}, err
	}
	d := &draft{message: m, traceparent: obs.Traceparent(ctx)}
	if req.ParentMessageID != nil {
		if err := s.intoThread(ctx, d, req); err != nil {
			return SendResult{}, err
		}
	}
	sent, err := s.lanes.send(ctx, d)
	if err == nil && sent.Repeated {
		repeated := []Message{sent.Message} // it may have changed since
		err = s.show(ctx, caller.UserID, repeated)
		sent.Message = repeated[0]
	}
	return sent, err
}

// intoThread makes a draft a reply. The names of the thread are asked for here, so that nobody waits in the
// lane for another service. errs message_not_found.
func (s *Local) intoThread(ctx context.Context, d *draft, req SendRequest) error {
	root, err := s.readRoot(ctx, req.ChannelID, *req.ParentMessageID)
	if err != nil {
		return err
	}
	d.message.ParentMessageID, d.message.ThreadRootID, d.message.AlsoSentToChannel = req.ParentMessageID, &root.ID, req.AlsoSendToChannel
	d.names, err = s.profiles.Profiles(ctx, peopleIn(root))
	return err
}

// isHidden tells whether a message stands in its thread alone.
func (m Message) isHidden() bool { return m.ThreadRootID != nil && !m.AlsoSentToChannel }

func checkMessage(content, correlationID string) error {
	var faults []errs.Field
	switch n := utf8.RuneCountInString(content); {
	case n == 0:
		faults = append(faults, errs.Field{Field: "content", Message: "Write something first."})
	case n > MaxContent:
		faults = append(faults, errs.Field{Field: "content", Message: "A message can have up to 12,000 characters."})
	case strings.ContainsRune(content, 0) || !utf8.ValidString(content):
		faults = append(faults, errs.Field{Field: "content", Message: "A message must be text."})
	}
	switch n := utf8.RuneCountInString(correlationID); {
	case n == 0 || n > MaxCorrelationID:
		faults = append(faults, errs.Field{Field: "clientMessageCorrelationId", Message: "Must have 1 to 64 characters."})
	case strings.ContainsRune(correlationID, 0) || !utf8.ValidString(correlationID):
		faults = append(faults, errs.Field{Field: "clientMessageCorrelationId", Message: "Must be text."})
	}
	if len(faults) > 0 {
		return errs.InvalidFields(faults...)
	}
	return nil
}

func (s *Local) author(ctx context.Context, userID id.User) (user.Author, error) {
	profiles, err := s.profiles.Profiles(ctx, []id.User{userID})
	if err != nil {
		return user.Author{}, err
	}
	return profiles[userID], nil
}
