/** The script tag's entry: registers `<comment-count>`. */
import { CommentCount } from './elements/comment-count.ts';

if (!customElements.get('comment-count')) CommentCount.define();
