import { addTexts } from "../../t";

/** Texts of the thread beside the channel. */
const texts = {
  "thread.title": "Thread",
  "thread.close": "Close thread",
  "thread.back": "Back to the channel",
  "thread.follow": "Follow this thread",
  "thread.unfollow": "Stop following this thread",
  "thread.list": (channel: string) => `Thread in ${channel}`,
  "thread.also": (channel: string) => `Also send to ${channel}`,
  "thread.resize": "Width of the thread",
  "thread.gone": "This thread is gone",
  "thread.gone.text": "What it began with is no longer there, or is not for you to read.",
};

export type Texts = typeof texts;
addTexts(texts);
