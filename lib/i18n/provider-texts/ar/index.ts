import models from "./models.json" with { type: "json" };
import settings from "./settings.json" with { type: "json" };
import styles from "./styles.json" with { type: "json" };

export default { ...models, ...settings, ...styles };
