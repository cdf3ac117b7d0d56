import { plural } from "../../plural";
import { addTexts } from "../../t";

/** Texts of the lists above the channels: threads, mentions, what was saved, and what was not sent yet. */
const texts = {
  "inbox.open": (author: string) => `Go to what ${author} wrote`,
  "inbox.inThread": "in a thread",

  "mentions.empty": "Nothing needs you right now.",
  "mentions.empty.text": "When somebody writes your name, or calls everyone, it is listed here.",

  "threads.all": "All",
  "threads.unread": "Unread",
  "threads.which": "Which threads",
  "threads.markAll": "Mark all read",
  "threads.markOne": "Mark read",
  "threads.empty": "No threads yet",
  "threads.empty.text": "Threads that you start, reply in or follow gather here.",
  "threads.none": "All caught up",
  "threads.none.text": "You have read every thread that you follow.",
  "threads.news": (n: number) => plural(n, "new reply", "new replies"),
  "threads.more": (n: number) => `Show ${plural(n, "more reply", "more replies")}`,
  "threads.open": "Open thread",
  "threads.reply": "Reply",

  "saved.which": "Which messages",
  "saved.todo": "To do",
  "saved.done": "Done",
  "saved.empty": "Nothing saved",
  "saved.empty.text": "Save a message to come back to it later. Only you see this list.",
  "saved.none": "Nothing done yet",
  "saved.none.text": "What you tick off is kept here.",
  "saved.complete": "Mark as done",
  "saved.reopen": "Move back to do",
  "saved.remove": "Remove from saved",
  "saved.remind": "Set a reminder",
  "saved.remind.hour": "In an hour",
  "saved.remind.later": "In three hours",
  "saved.remind.tomorrow": "Tomorrow morning",
  "saved.remind.week": "Next Monday morning",
  "saved.remind.none": "No reminder",
  "saved.reminder": (when: string) => `Reminder ${when}`,
  "saved.due": (when: string) => `Due ${when}`,

  "drafts.which": "Which messages",
  "drafts.title": "Drafts and scheduled",
  "drafts.begun": "Drafts",
  "drafts.planned": "Scheduled",
  "drafts.empty": "No drafts",
  "drafts.empty.text": "What you begin to write and do not send waits here, on all your devices.",
  "drafts.none": "Nothing is scheduled",
  "drafts.none.text": "A message that is to be sent later waits here until its time.",
  "drafts.edit": "Go on writing",
  "drafts.send": "Send now",
  "drafts.delete": "Delete",
  "drafts.change": "Change text or time",
  "drafts.change.title": "Scheduled message",
  "drafts.change.text": "Message",
  "drafts.change.time": "Send at",
  "drafts.change.past": "Choose a time that is still to come.",
  "drafts.change.words": "Write something to send.",
  "drafts.sendsAt": (when: string) => `Sends ${when}`,
  "drafts.failed": "Not sent at its time.",
};

export type Texts = typeof texts;
addTexts(texts);
