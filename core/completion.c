/* Completions for shells, made from the tables of the commands. */
#include "core/cmd.h"

#include <string.h>

/* Text within single quotes of a shell; zsh's _arguments wants [ ] : escaped as well. */
static void quote(FILE *out, const char *s, const char *escaped)
{
    for (; *s; s++) {
        if (*s == '\'')
            fputs("'\\''", out);
        else if (strchr(escaped, *s))
            fprintf(out, "\\%c", *s);
        else
            fputc(*s, out);
    }
}

static void each_opt(const struct cmd *cmd,
                     void (*put)(FILE *, const struct cmd *, const struct opt *), FILE *out)
{
    const struct opt *tables[] = {cmd ? cmd->opts : NULL, cmd ? cmd->shared : NULL, global_opts};
    for (int t = 0; t < 3; t++) {
        for (const struct opt *o = tables[t]; o && o->name; o++)
            put(out, cmd, o);
    }
}

static void bash_word(FILE *out, const struct cmd *cmd, const struct opt *o)
{
    (void)cmd;
    fprintf(out, " --%s", o->name);
}

static void bash_value(FILE *out, const struct cmd *cmd, const struct opt *o)
{
    if (o->type == OPT_FLAG)
        return;
    fprintf(out, "    '%s --%s') ", cmd ? cmd->name : "", o->name);
    if (o->type == OPT_CHOICE)
        fprintf(out, "COMPREPLY=($(compgen -W '%s' -- \"$word\"))", o->choices);
    else if (o->type == OPT_FILE)
        fputs("COMPREPLY=($(compgen -f -- \"$word\"))", out);
    else
        fputc(':', out);
    fputs("; return ;;\n", out);
}

static void print_bash(FILE *out)
{
    fputs("_hearsay()\n{\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    local command= i\n"
          "    if [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
          "    if [ \"$word\" = = ]; then word=; fi\n"
          "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
          "        case ${COMP_WORDS[i]} in\n"
          "        --db|--color) ((i++)) ;;\n"
          "        -*) ;;\n"
          "        *) command=${COMP_WORDS[i]}; break ;;\n"
          "        esac\n"
          "    done\n"
          "    case \"$command $before\" in\n",
          out);
    each_opt(NULL, bash_value, out);
    for (int i = 0; commands[i]; i++) {
        if (!commands[i]->hidden)
            each_opt(commands[i], bash_value, out);
    }
    fputs("    esac\n    case $word in\n    -*) ;;\n    *)\n        case $command in\n"
          "        ''|help) COMPREPLY=($(compgen -W '",
          out);
    for (int i = 0, n = 0; commands[i]; i++) {
        if (!commands[i]->hidden)
            fprintf(out, "%s%s", n++ ? " " : "", commands[i]->name);
    }
    fputs("' -- \"$word\")) ;;\n        *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
          "        esac\n        return ;;\n    esac\n    case $command in\n",
          out);
    for (int i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "    %s) i='", commands[i]->name);
        each_opt(commands[i], bash_word, out);
        fputs("' ;;\n", out);
    }
    fputs("    *) i='", out);
    each_opt(NULL, bash_word, out);
    fputs("' ;;\n    esac\n    COMPREPLY=($(compgen -W \"$i\" -- \"$word\"))\n}\n"
          "complete -o filenames -F _hearsay hearsay\n",
          out);
}

static void zsh_spec(FILE *out, const struct cmd *cmd, const struct opt *o)
{
    (void)cmd;
    fprintf(out, " \\\n            '--%s%s[", o->name, o->type == OPT_FLAG ? "" : "=");
    quote(out, o->help, "[]:\\");
    fputc(']', out);
    if (o->type == OPT_CHOICE)
        fprintf(out, ":%s:(%s)", o->arg, o->choices);
    else if (o->type == OPT_FILE)
        fprintf(out, ":%s:_files", o->arg);
    else if (o->type != OPT_FLAG)
        fprintf(out, ":%s: ", o->arg);
    fputc('\'', out);
}

static void print_zsh(FILE *out)
{
    fputs("#compdef hearsay\n\n_hearsay()\n{\n    local -a commands\n    local line state\n"
          "    commands=(\n",
          out);
    for (int i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "        '%s:", commands[i]->name);
        quote(out, commands[i]->summary, ":\\");
        fputs("'\n", out);
    }
    fputs("    )\n    _arguments -C", out);
    each_opt(NULL, zsh_spec, out);
    fputs(" \\\n            '1: :->command' '*:: :->rest'\n    case $state in\n"
          "    command) _describe command commands ;;\n    rest)\n        case $words[1] in\n",
          out);
    for (int i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "        %s)\n            _arguments", commands[i]->name);
        each_opt(commands[i], zsh_spec, out);
        fputs(" \\\n            '*:file:_files' ;;\n", out);
    }
    fputs("        esac ;;\n    esac\n}\n\n_hearsay \"$@\"\n", out);
}

static void fish_line(FILE *out, const struct cmd *cmd, const struct opt *o)
{
    if (cmd && o >= global_opts && o < global_opts + GLOBALS)
        return; /* said once for all commands */
    fputs("complete -c hearsay", out);
    if (cmd)
        fprintf(out, " -n '__fish_seen_subcommand_from %s'", cmd->name);
    fprintf(out, " -l %s", o->name);
    if (o->letter)
        fprintf(out, " -s %c", o->letter);
    if (o->type == OPT_CHOICE)
        fprintf(out, " -x -a '%s'", o->choices);
    else if (o->type == OPT_FILE)
        fputs(" -r -F", out);
    else if (o->type != OPT_FLAG)
        fputs(" -x", out);
    fputs(" -d '", out);
    for (const char *s = o->help; *s; s++)
        fprintf(out, "%s%c", *s == '\'' || *s == '\\' ? "\\" : "", *s);
    fputs("'\n", out);
}

static void print_fish(FILE *out)
{
    each_opt(NULL, fish_line, out);
    for (int i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "complete -c hearsay -n __fish_use_subcommand -f -a %s -d '",
                commands[i]->name);
        for (const char *s = commands[i]->summary; *s; s++)
            fprintf(out, "%s%c", *s == '\'' || *s == '\\' ? "\\" : "", *s);
        fputs("'\n", out);
        each_opt(commands[i], fish_line, out);
    }
}

static int run(struct call *c, struct err *e)
{
    const char *shell = c->argv[0];
    if (!strcmp(shell, "bash"))
        print_bash(c->out);
    else if (!strcmp(shell, "zsh"))
        print_zsh(c->out);
    else if (!strcmp(shell, "fish"))
        print_fish(c->out);
    else
        return err_set(e, ERR_USAGE, "completion: no such shell: '%s' (bash, zsh, fish)", shell);
    return 0;
}

const struct cmd cmd_completion = {
    .name = "completion",
    .args = "bash|zsh|fish",
    .summary = "Print the completions for a shell",
    .details = "For this session of bash:\n\n    source <(hearsay completion bash)",
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
