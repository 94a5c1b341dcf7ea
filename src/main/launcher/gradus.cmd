@echo off
rem Starts gradus with the Java of JAVA_HOME, or else the one on the path; GRADUS_JAVA_OPTS adds JVM options.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ^
  -XX:+UseParallelGC -Dorg.nd4j.log.initialization=false -Dgradus.terminal=true %GRADUS_JAVA_OPTS% ^
  -cp "%home%\lib\*" dev.gradus.cli.Main %*
exit /b %ERRORLEVEL%
