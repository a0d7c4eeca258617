"""M12: what the loader, the opened widget and the console's first load weigh, gzipped; the baseline is the budget. No load, no clock."""

import json

from tools.first_load import sizes

for size in sizes():
    line = {"bench": size.name, "value": size.value, "unit": "bytes gzipped", "baseline": size.limit}
    print(json.dumps({**line, "ratio": round(size.value / size.limit, 2)}))
