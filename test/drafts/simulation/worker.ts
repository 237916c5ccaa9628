/** A process of its own for schedules: takes stretches as messages, and answers each with what it came to. */
import { runStretch, type Stretch } from './stretch.ts';

process.on('message', (stretch: Stretch) => {
  void runStretch(stretch).then((outcome) => process.send?.(outcome));
});
