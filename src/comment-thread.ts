/** The script tag's entry: registers `<comment-thread>`. */
import { CommentThread } from './elements/comment-thread.ts';

CommentThread.define();

declare global {
  interface HTMLElementTagNameMap {
    'comment-thread': CommentThread;
  }
}
