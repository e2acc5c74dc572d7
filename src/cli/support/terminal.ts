import { cut } from "../../message/width.ts";

/** As much of a stream as is needed here. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Terminal {
  /** A line of the answer. */
  out(line: string): void;
  /** A line beside the answer: errors, remarks. */
  err(line: string): void;
  /** What goes on at this moment: written over by whatever comes next, and nowhere to be seen without a terminal. */
  status(line: string): void;
  readonly isTerminal: boolean;
}

const CLEAR = "\r\u001b[K";

/** Standard output for answers, standard error for everything else, and one line at the bottom that is only there for a while. */
export function terminal(stdout: Stream, stderr: Stream): Terminal {
  const isTerminal = stderr.isTTY === true;
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write(CLEAR);
    shown = false;
  };
  return {
    isTerminal,
    out(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    err(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    status(line) {
      if (!isTerminal) return;
      if (line === "") return clear();
      // A line that wraps could not be written over.
      stderr.write(`${CLEAR}${cut(line, (stderr.columns ?? 80) - 1)}`);
      shown = true;
    },
  };
}
