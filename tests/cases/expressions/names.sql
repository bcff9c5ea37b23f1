-- case: names have no case
WITH
  upperUTF8(f_os) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_os, f_a_b_c8687a, f_as, c1, f_count, f_kubernetes_pod_d2bbfe, f_limit, f_namespace, f_not, f_os
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_os = 'linux' AND raw = 'x'
ORDER BY message_time DESC NULLS LAST

-- case: quoted names
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_a_b_c8687a, f_a_b_c8687a, f_as, f_a_b_c8687a, f_count, f_kubernetes_pod_d2bbfe, f_limit, f_namespace, f_not, f_os, f_a_b_c8687a
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: names with dots
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_kubernetes_pod_d2bbfe, f_a_b_c8687a, f_as, f_kubernetes_pod_d2bbfe, f_kubernetes_pod_d2bbfe, f_count, f_kubernetes_pod_d2bbfe, f_limit, f_namespace, f_not, f_os
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: names of operators
WITH
  toFloat64OrNull(trimBoth(toString(f_count))) + 1 AS c1,
  toFloat64OrNull(trimBoth(toString(f_limit))) * 2 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_a_b_c8687a, f_as, f_limit, f_count, f_kubernetes_pod_d2bbfe, c2, f_namespace, f_not, f_os
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_count = '1' AND toFloat64OrNull(trimBoth(toString(f_limit))) > 1
ORDER BY message_time DESC NULLS LAST

-- case: names of operators in lists
WITH
  f_limit AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: percent is the remainder between values
WITH
  moduloOrNull(toFloat64OrNull(trimBoth(toString(f_count))), 2) AS c1,
  moduloOrNull(7, toFloat64OrNull(trimBoth(toString(f_limit)))) AS c2,
  moduloOrNull(7, toFloat64OrNull(trimBoth(toString(f_limit)))) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_a_b_c8687a, f_as, c2, c3, f_count, f_kubernetes_pod_d2bbfe, f_limit, f_namespace, f_not, f_os
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: quoted names after words
WITH
  f_a_b_c8687a AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 DESC NULLS LAST
