/** Changes of one thing from one screen, sent one after another: who is quicker than the server's answer never meets themselves (A21). */

export class InTurn {
  private last: Promise<unknown> = Promise.resolve();
  private made = 0;

  /** `version` is asked when the turn has come; `act` sends with the newest version known and answers the one there is then. */
  send(version: () => number, act: (version: number) => Promise<number>): Promise<void> {
    const turn = this.last
      .catch(() => {}) // who sent it was told
      .then(async () => {
        this.made = await act(Math.max(version(), this.made));
      });
    this.last = turn;
    return turn;
  }
}
