/** The script tag's entry: registers `<comment-thread>`. */
import { CommentThread } from './elements/comment-thread.ts';

// A page may carry the script twice, and one whose address has a query is loaded a second time by its own later parts.
if (!customElements.get('comment-thread')) CommentThread.define();

declare global {
  interface HTMLElementTagNameMap {
    'comment-thread': CommentThread;
  }
}
