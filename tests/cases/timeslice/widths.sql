-- case: fifteen minutes, the first begins before the range
WITH
  intDiv(message_time, 900000) * 900000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: start and end of a slice
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  intDiv(message_time, 3600000) * 3600000 + 3600000 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_namespace
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000 AND raw = '3'
ORDER BY message_time DESC NULLS LAST

-- case: by, and a name
WITH
  intDiv(message_time, 21600000) * 21600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: days in UTC
WITH
  intDiv(message_time, 86400000) * 86400000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: days in a zone west of UTC
WITH
  intDiv(message_time + (-28800000), 86400000) * 86400000 - (-28800000) AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: days in a zone east of UTC, with half an hour
WITH
  intDiv(message_time + 19800000, 86400000) * 86400000 - 19800000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: hours in a zone with half an hour
WITH
  intDiv(message_time + 19800000, 3600000) * 3600000 - 19800000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000 AND raw = '1'
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: weeks begin on Monday
WITH
  intDiv(message_time + (-345600000), 604800000) * 604800000 - (-345600000) AS c1,
  intDiv(message_time + (-345600000), 604800000) * 604800000 - (-345600000) + 604800000 AS c2,
  c1 AS c3,
  c2 AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- case: weeks in a zone
WITH
  intDiv(message_time + (-374400000), 604800000) * 604800000 - (-374400000) AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: an odd width
WITH
  intDiv(message_time, 420000) * 420000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000 AND raw = '3'
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: seconds
WITH
  intDiv(message_time, 30000) * 30000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000 AND raw < '3'
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: a blank between number and unit
WITH
  intDiv(message_time, 900000) * 900000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000 AND raw = '3'
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: nothing is one slice of the whole range
WITH
  toInt64(1767262020000) AS c1,
  toInt64(1767434820000) AS c2,
  c1 AS c3,
  c2 AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- case: after fields the time can still be read
WITH
  intDiv(message_time + (-28800000), 86400000) * 86400000 - (-28800000) AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: slices compare with times
WITH
  intDiv(message_time, 86400000) * 86400000 AS c1,
  toInt64(count()) AS c3
SELECT c3
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000 AND c1 = 1767262020000 - 36000000 - 420000

-- case: of an aggregate that has a time for its rows
WITH
  c3 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM (
  WITH
    source_host AS c1,
    maxOrNull(message_time) AS c2,
    intDiv(c2, 300000) * 300000 AS c3
  SELECT c3
  FROM logs
  WHERE message_time >= 1767262020000 AND message_time < 1767434820000 AND raw = '2'
  GROUP BY c1
) AS t7
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- case: a text in place of the time is read as milliseconds
WITH
  concat(ifNull('176726', ''), ifNull(raw, ''), ifNull('600000', '')) AS c1,
  if(raw = '5', 'none', c1) AS c2,
  intDiv(ifNull(toInt64OrNull(trimBoth(toString(c2))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(c2)))), 'Int64')), 3600000) * 3600000 AS c3,
  c3 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767262020000 AND message_time < 1767434820000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST
