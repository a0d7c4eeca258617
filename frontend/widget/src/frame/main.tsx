// The frame's start.
import { render } from "preact";

render(<main>Zuruf</main>, document.body);
