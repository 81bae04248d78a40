// Both runs printed their verdict; only the one without the flag fell back on the scalar kernel.
String log = new File(basedir, 'build.log').text
assert log.contains('COMMON_ORIGIN, weights related: YES')
assert log.contains('NO_SHARED_WEIGHTS_FOUND, weights related: NO_EVIDENCE')
assert log.count('Comparing with the scalar kernel') == 1
assert new File(basedir, 'report.json').text.contains('"schemaVersion"')
return true
