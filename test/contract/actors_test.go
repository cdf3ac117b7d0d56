package contract_test

// actor is who asks. Each has a column in the matrix.
type actor int

const (
	owner        actor = iota // of the workspace and of its channels
	admin                     // of the workspace, in no channel but #general
	member                    // of the workspace and of the channel
	guest                     // of the workspace, member of the channel
	viewer                    // member of the workspace, viewer of the channel
	bystander                 // member of the workspace, was taken out of the channel
	strayGuest                // guest of the workspace, in no channel
	formerMember              // was in the workspace and its channels
	foreigner                 // owns another workspace, and runs the server: which opens no workspace
	deactivated               // was a member, and still has a token
	signedOut                 // has no token
	actors                    // how many there are
)

var actorNames = [actors]string{
	"owner", "admin", "member", "guest", "viewer", "bystander", "strayGuest", "formerMember", "foreigner", "deactivated", "signedOut",
}

func (a actor) String() string { return actorNames[a] }

// kind is what a request is about.
type kind int

const (
	nowhere kind = iota // nothing but the caller
	// A workspace.
	live
	archivedWorkspace
	deletedWorkspace
	// A channel.
	public
	private
	direct // of owner and member
	group  // of owner, member and guest
	archived
	deleted
	frozen // public, in an archived workspace
	kinds
)

var kindNames = [kinds]string{
	"nowhere", "workspace", "archived workspace", "deleted workspace",
	"public", "private", "direct", "group", "archived", "deleted", "in an archived workspace",
}

func (k kind) String() string { return kindNames[k] }

// scope is which kinds an operation can be about.
type scope []kind

var (
	anywhere    = scope{nowhere}
	inWorkspace = scope{live, archivedWorkspace, deletedWorkspace}
	inChannel   = scope{public, private, direct, group, archived, deleted, frozen}
)

// outcome is an exact answer.
type outcome struct {
	status int // 0: the operation's own success
	code   string
}

// outcomes are the words of the matrix.
var outcomes = map[string]outcome{
	"ok":      {},
	"U":       {401, "missing_token"},
	"I":       {401, "invalid_token"},
	"E":       {401, "session_ended"},
	"F":       {403, "forbidden"},
	"R":       {403, "channel_read_only"},
	"B":       {403, "not_channel_member"},
	"D":       {403, "account_deactivated"},
	"C":       {404, "channel_not_found"},
	"N":       {404, "user_not_found"},
	"S":       {404, "session_not_found"},
	"T":       {410, "reset_token_invalid"},
	"V":       {404, "invite_not_found"},
	"W":       {404, "workspace_not_found"},
	"X":       {410, "verification_token_invalid"},
	"H":       {404, "scheduled_not_found"},
	"A":       {409, "channel_archived"},
	"404":     {404, "route_not_found"},
	"none":    {404, "consumer_not_found"},
	"noEvent": {404, "event_not_found"},
	"G":       {409, "already_member"},
	"L":       {409, "last_owner"},
	"Z":       {409, "workspace_archived"},
}
