import type { Comment } from '../model/comment.ts';

/** That a record has changed. What it says now is in the store; only what has left it travels along. */
export interface DraftNews {
  readonly id: string;
  readonly thread: string;
  /** The comment as the endpoint gave it, when the draft was posted or held. */
  readonly comment: Comment | null;
}

/** How the pages of one browser tell each other of their drafts. News may come late, twice, or never. */
export interface DraftChannel {
  tell(news: DraftNews): void;
  /** Hears the other pages from now on, and never itself; what it returns ends that. */
  listen(hear: (news: DraftNews) => void): () => void;
}

/** The channel of browsers for one endpoint; without BroadcastChannel nobody hears anything, and nothing is lost by it. */
export const openChannel = (endpoint: string): DraftChannel => {
  if (!('BroadcastChannel' in globalThis)) return { tell: () => undefined, listen: () => () => undefined };
  const channel = new BroadcastChannel(`comment-thread:${endpoint}`);
  return {
    tell: (news) => channel.postMessage(news),
    listen: (hear) => {
      channel.onmessage = ({ data }: MessageEvent<DraftNews>) => hear(data);
      return () => channel.close();
    },
  };
};
