#include "tests/unit/check.h"

#include "core/model.h"

static void names_are_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < ENTITY_KINDS; i++)
        assert_int_equal(model_parse_entity_kind(model_entity_kind((enum entity_kind)i)), i);
    for (int i = 0; i < CLAIM_KINDS; i++)
        assert_int_equal(model_parse_claim_kind(model_claim_kind((enum claim_kind)i)), i);
    for (int i = 0; i < ROLES; i++)
        assert_int_equal(model_parse_role(model_role((enum role)i)), i);
    for (int i = 0; i < ACTS; i++)
        assert_int_equal(model_parse_act(model_act((enum act)i)), i);
    for (int i = 0; i < MEETING_STATUSES; i++)
        assert_int_equal(model_parse_status(model_status((enum meeting_status)i)), i);
    for (int i = 0; i < DENIAL_OFS; i++)
        assert_int_equal(model_parse_denial_of(model_denial_of((enum denial_of)i)), i);
    for (int i = 0; i < DATE_BASES; i++)
        assert_int_equal(model_parse_date_basis(model_date_basis((enum date_basis)i)), i);
    assert_int_equal(model_parse_act("Attack"), -1);
    assert_int_equal(model_parse_act(""), -1);
    assert_string_equal(model_act(ACT_ELECTION_INTERFERENCE), "election-interference");
    assert_string_equal(model_act(ACT_DATA_THEFT), "data-theft");
    assert_string_equal(model_entity_kind(ENTITY_GOVERNMENT), "government");
}

static void roles_once(void **state)
{
    struct arena a = {0};
    struct claim c = {0};
    (void)state;
    claim_add_role(&a, &c, ROLE_SPEAKER, 1);
    claim_add_role(&a, &c, ROLE_TARGET, 1);
    claim_add_role(&a, &c, ROLE_SPEAKER, 1);
    assert_int_equal(c.roles_n, 2);
    assert_int_equal(c.roles[1].role, ROLE_TARGET);
    spans_add(&a, &c.evidence, (struct span){3, 9});
    assert_int_equal(c.evidence.items[0].end, 9);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_back),
        cmocka_unit_test(roles_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
