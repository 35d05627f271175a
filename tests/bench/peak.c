/* Runs a command with its output thrown away and prints what it took.
 *
 *     peak COMMAND [ARGUMENT]…
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct rusage used;
    int status;
    if (argc < 2)
        return 2;
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 1);
        dup2(null, 2);
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &used))
        return 1;
    printf("%.0f MB at the most, %.2f s\n", (double)used.ru_maxrss / 1024,
           seconds(used.ru_utime) + seconds(used.ru_stime));
    return !WIFEXITED(status) || WEXITSTATUS(status);
}
