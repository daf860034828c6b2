interface Service {
  /** What its script calls itself in the page. */
  readonly name: "turnstile" | "hcaptcha";
  /** The field that it adds to the form it is in. */
  readonly field: string;
}

/** The script of a service: draws its check in a frame, as both do, and hands over what the frame tells. */
export const widgetScript = ({ name, field }: Service) => `
window.${name} = (() => {
  const { origin } = new URL(document.currentScript.src);
  const shown = new Map();
  addEventListener("message", ({ source, data }) => {
    for (const { frame, answer, options } of shown.values()) {
      if (source !== frame.contentWindow) continue;
      answer.value = data.token;
      options.callback(data.token);
    }
  });
  return {
    render(into, options) {
      const frame = document.createElement("iframe");
      frame.title = "Check that you are a person";
      frame.width = 300;
      frame.height = 65;
      frame.src = origin + "/widget?sitekey=" + encodeURIComponent(options.sitekey);
      const answer = document.createElement("input");
      answer.type = "hidden";
      answer.name = "${field}";
      into.append(frame, answer);
      const id = String(shown.size);
      shown.set(id, { frame, answer, options });
      return id;
    },
    reset(id) {
      const { frame, answer } = shown.get(id);
      answer.value = "";
      frame.src = frame.src;
    },
    remove(id) {
      const { frame, answer } = shown.get(id);
      frame.remove();
      answer.remove();
    },
  };
})();
`;

/** What is in the frame: everybody who ticks it is a person. */
export const widgetPage = (token: string) => `<!doctype html>
<html lang="en">
<title>Check that you are a person</title>
<label><input type="checkbox"> I am a person</label>
<script>
  document.querySelector("input").onchange = () => parent.postMessage({ token: "${token}" }, "*");
</script>
</html>
`;
