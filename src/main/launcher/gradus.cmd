@echo off
rem Starts gradus with the Java of JAVA_HOME, or else the one on the path; GRADUS_JAVA_OPTS adds JVM options, GRADUS_BLAS=mkl takes MKL from a jar in lib.
setlocal DisableDelayedExpansion
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "blas="
if "%GRADUS_BLAS%"=="mkl" set "blas=-Dorg.bytedeco.openblas.load=mkl_rt"
rem A report is written before what the second compiler makes would be of use.
set "quick="
if "%~1"=="report" set "quick=-XX:TieredStopAtLevel=1"
"%java%" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ^
  -XX:+UseParallelGC %blas% "-Djdk.serialFilter=!*" -Dorg.nd4j.log.initialization=false -Dgradus.terminal=true %quick% %GRADUS_JAVA_OPTS% ^
  -cp "%home%\lib\*" dev.gradus.cli.Main %*
exit /b %ERRORLEVEL%
